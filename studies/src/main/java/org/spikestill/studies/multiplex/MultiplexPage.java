package org.spikestill.studies.multiplex;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.spikestill.lab.experiment.Results;
import org.spikestill.model.Block;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.Settings;
import org.spikestill.report.Card;
import org.spikestill.report.Chart;
import org.spikestill.report.Figures;
import org.spikestill.report.Html;
import org.spikestill.report.Page;
import org.spikestill.report.Picture;
import org.spikestill.report.Scatter;
import org.spikestill.report.Section;
import org.spikestill.report.Table;
import org.spikestill.report.section.NotesSection;
import org.spikestill.report.section.SettingsSection;
import org.spikestill.report.section.TimeSection;
import org.spikestill.studies.NetworkLine;

/// The report of a run.
record MultiplexPage(Multiplex settings, Results results) {
    private static final int IN_A_ROW = 10; // pictures of weights

    private static final List<String> CODES = List.of("latency", "intervals", "phase", "multiplexed");

    /// Values whose trains are shown.
    private static final int TRAINS = 24;

    Page page() {
        LearnByStdp.Learned layer = results.get(Multiplex.LAYER);
        return Page.of("Multiplexed temporal codes and STDP", results.data().name() + ", seed " + settings.seed())
                .withKind("Spikestill study")
                .with(new Card(
                        "Accuracy without labels",
                        Figures.percent(layer.trained().test()),
                        "test set; classes of the neurons from the training split"))
                .with(NotesSection.of(List.of(
                        "Latency and intervals count cycles of the oscillation, the phase is the place within a cycle: each code"
                                + " alone uses its own timescale, the multiplexed train all of them.",
                        "Bits per spike are the mutual information of sent and decoded values, summed over the values of a"
                                + " train, by the train's spikes.",
                        "The layer sees no labels while it learns; each neuron takes the class it answers to most often on the"
                                + " training split.")))
                .with(trains())
                .with(roundTrips())
                .with(jitter())
                .with(layer(layer))
                .with(TimeSection.of(NetworkLine.seconds(results)))
                .with(SettingsSection.of(Settings.write(settings), Settings.write(new Multiplex())));
    }

    private Section trains() {
        MultiplexedCode code = settings.code();
        List<Scatter.Point> points = new ArrayList<>();
        int last = 1;
        for (int i = 0; i < TRAINS; i++) {
            double x = (double) i / (TRAINS - 1);
            var values = new MultiplexedCode.Values(
                    x, x, IntStream.range(0, code.spikes()).mapToObj(_ -> x).toList());
            for (double spike : code.encode(values, 0)) {
                int at = (int) Math.round(10 * spike);
                points.add(new Scatter.Point(at, i));
                last = Math.max(last, at);
            }
        }
        Scatter scatter = new Scatter(
                "Multiplexed trains, all values equal",
                new Scatter.Axis("time in 0.1 ms", 0, last),
                new Scatter.Axis("value, from 0 to 1 in " + (TRAINS - 1) + " steps", 0, TRAINS - 1),
                0,
                points,
                "The larger the values, the earlier the first spike, the shorter the intervals, and the later in its cycle"
                        + " each spike.");
        return new Section("trains", "Spike trains", scatter.toHtml());
    }

    private Section roundTrips() {
        Table table = Table.of(
                "Round trips of " + Figures.count(settings.values()) + " random values",
                Table.words("code"),
                Table.numbers("largest error"),
                Table.numbers("stated bound"));
        for (MeasureCodes.RoundTrip trip : results.get(Multiplex.CODES).roundTrips()) {
            table = table.with(trip.code(), Figures.number(trip.largest()), Figures.number(trip.bound()));
        }
        return new Section("round-trips", "Round trips", table.toHtml());
    }

    private Section jitter() {
        Chart bits = chart("Information", "bits per spike", MeasureCodes.Jittered::bitsPerSpike);
        Chart errors = chart("Error", "mean error of the values", MeasureCodes.Jittered::meanError);
        return new Section(
                "jitter",
                "Jitter",
                bits.toHtml(),
                bits.table().folded("As a table"),
                errors.toHtml(),
                errors.table().folded("As a table"));
    }

    private Chart chart(String title, String y, Function<MeasureCodes.Jittered, Double> figure) {
        List<Chart.Series> series = new ArrayList<>();
        for (String code : CODES) {
            series.add(new Chart.Series(
                    code,
                    series.size(),
                    results.get(Multiplex.CODES).channels().stream()
                            .filter(each -> each.code().equals(code))
                            .map(figure)
                            .toList()));
        }
        return new Chart(
                Chart.Kind.LINES,
                title,
                "jitter in ms",
                settings.jitters().stream().map(String::valueOf).toList(),
                y,
                Chart.Quantity.NUMBER,
                series);
    }

    private Section layer(LearnByStdp.Learned layer) {
        Table table = Table.of(
                "Accuracy of the layer",
                Table.words("weights"),
                Table.numbers("training split"),
                Table.numbers("test set"));
        table = row(table, "untrained", layer.untrained());
        table = row(table, "random, thresholds settled", layer.random());
        for (int epoch = 0; epoch < layer.epochs().size(); epoch++) {
            table = row(table, "after epoch " + (epoch + 1), layer.epochs().get(epoch));
        }
        List<Html> content = new ArrayList<>(List.of(table.toHtml()));
        content.add(Html.note(Figures.count(layer.active()) + " of " + Figures.count(settings.neurons(), "neuron")
                + " answer to something. Weights from the values, with the classes of the neurons:"));
        List<Html> fields = fields(layer);
        for (int from = 0; from < fields.size(); from += IN_A_ROW) {
            content.add(Html.element("div", fields.subList(from, Math.min(fields.size(), from + IN_A_ROW)))
                    .styled("maps"));
        }
        return new Section("layer", "Learning without labels", content);
    }

    private static Table row(Table table, String name, LearnByStdp.Accuracies accuracies) {
        return table.with(name, Figures.percent(accuracies.training()), Figures.percent(accuracies.test()));
    }

    private List<Html> fields(LearnByStdp.Learned layer) {
        Shape sample = results.data().train().sample();
        List<Html> pictures = new ArrayList<>();
        for (int i = 0; i < layer.fields().size(); i++) {
            List<Float> field = layer.fields().get(i);
            int width = sample.isMap() ? sample.width() : field.size();
            float[] values = new float[field.size()];
            for (int k = 0; k < values.length; k++) {
                values[k] = field.get(k);
            }
            String name = results.data().classNames().get(layer.classes().get(i));
            pictures.add(Html.element(
                            "div",
                            Picture.heat(Block.of(Shape.of(values.length / width, width), values))
                                    .toHtml("weights of a neuron of class " + name),
                            Html.element("p", name).styled("node"))
                    .styled("column"));
        }
        return pictures;
    }
}

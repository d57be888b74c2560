package org.spikestill.studies.sparse;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.spikestill.data.DataSource;
import org.spikestill.lab.experiment.Results;
import org.spikestill.lab.experiment.steps.InspectSamples;
import org.spikestill.model.Block;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.Settings;
import org.spikestill.report.Card;
import org.spikestill.report.Chart;
import org.spikestill.report.Figures;
import org.spikestill.report.Html;
import org.spikestill.report.Page;
import org.spikestill.report.Picture;
import org.spikestill.report.Section;
import org.spikestill.report.SeriesColours;
import org.spikestill.report.Table;
import org.spikestill.report.result.Evaluation;
import org.spikestill.report.result.NetworkResult;
import org.spikestill.report.result.Split;
import org.spikestill.report.section.AccuracyByStepSection;
import org.spikestill.report.section.Cards;
import org.spikestill.report.section.ConfusionSection;
import org.spikestill.report.section.NotesSection;
import org.spikestill.report.section.ParitySection;
import org.spikestill.report.section.ProvenanceSection;
import org.spikestill.report.section.ResultsSection;
import org.spikestill.report.section.SettingsSection;
import org.spikestill.report.section.SpikeRasterSection;
import org.spikestill.report.section.SpikesByLayerSection;
import org.spikestill.report.section.TimeSection;
import org.spikestill.report.section.TrainingSection;
import org.spikestill.studies.NetworkLine;

/// The report of a run.
record SparsePage(SparseGates settings, Results results) {
    private static final List<String> NOTES = List.of(
            "The sparse network starts from its dense twin, loses synapses while its gates are trained, and is fine-tuned. Epochs"
                    + " were chosen on the validation split, that of the gates is the last; the test set chose nothing.",
            "A synapse is removed where its gate is closed after training, and with a unit that nothing leads to or from.",
            "Times are medians of turns on one thread, the two networks in alternation.");

    Page page() {
        List<NetworkResult> networks = NetworkLine.results(SparseGates.LINES, results);
        SeriesColours colours =
                new SeriesColours(networks.stream().map(NetworkResult::name).toList());
        Map<String, Evaluation> tests = NetworkLine.tests(SparseGates.LINES, results);
        NetworkResult sparse = networks.getLast();
        CountSynapses.Counts counts = results.get(SparseGates.SYNAPSES);
        Page page = Page.of(
                        DataSource.catalog().spec(settings.data()) + ", sparse by gates",
                        Figures.count(settings.ticks(), "tick") + ", penalty " + settings.penalty()
                                + " per synapse, seed " + settings.seed())
                .withKind("Spikestill study")
                .with(new Card(
                        "Synapses removed",
                        Figures.percent(counts.removed()),
                        Figures.count(counts.kept()) + " of " + Figures.count(counts.dense()) + " are left"));
        page = Cards.accuracy(sparse).map(page::with).orElse(page);
        page = page.with(Cards.agreement(results.get(SparseGates.PARITY), Split.TEST));
        InspectSamples.Samples samples = results.get(SparseGates.SAMPLES);
        return page.with(ResultsSection.of(networks, sparse.name(), colours))
                .with(NotesSection.of(NOTES))
                .with(synapses(counts))
                .with(cost())
                .with(AccuracyByStepSection.of(Split.TEST, tests, colours))
                .with(SpikesByLayerSection.of(Split.TEST, tests, colours))
                .with(SpikeRasterSection.of(samples.raster(), colours))
                .with(ConfusionSection.of(sparse.name(), samples.confusion(), samples.worst()))
                .with(TrainingSection.of(results.epochs()))
                .with(ParitySection.of(
                        results.get(SparseGates.PARITY),
                        Split.TEST,
                        results.data().classNames()))
                .with(TimeSection.of(NetworkLine.seconds(results)))
                .with(SettingsSection.of(Settings.write(settings), Settings.write(new SparseGates())))
                .with(ProvenanceSection.of(
                        results.get(SparseGates.SPARSE).model().provenance(),
                        Map.of("SHA-256 of the model file", results.digest(SparseGates.SPARSE))));
    }

    private Section synapses(CountSynapses.Counts counts) {
        Table table = Table.of(
                "Synapses by layer",
                Table.words("layer"),
                Table.numbers("dense twin"),
                Table.numbers("kept"),
                Table.numbers("removed"),
                Table.numbers("units left"));
        for (CountSynapses.LayerCount layer : counts.layers()) {
            table = table.with(
                    layer.name(),
                    Figures.count(layer.dense()),
                    Figures.count(layer.kept()),
                    Figures.percent(1 - (double) layer.kept() / layer.dense()),
                    Figures.count(layer.units()));
        }
        table = table.total(
                "all",
                Figures.count(counts.dense()),
                Figures.count(counts.kept()),
                Figures.percent(counts.removed()),
                "");
        List<Html> content = new ArrayList<>(List.of(table.toHtml()));
        if (!counts.inputs().isEmpty()) {
            content.add(map(counts));
            content.add(Html.note("Kept synapses by input: dark inputs are read by no unit."));
        }
        return new Section("synapses", "Synapses", content);
    }

    /// Channels one below the other.
    private static Html map(CountSynapses.Counts counts) {
        List<Integer> sizes = counts.input();
        int width = sizes.getLast();
        float[] values = new float[counts.inputs().size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = counts.inputs().get(i);
        }
        Block map = Block.of(Shape.of(values.length / width, width), values);
        return Html.element("div", Picture.heat(map).toHtml("kept synapses by input"))
                .styled("heat");
    }

    private Section cost() {
        Evaluation dense = results.get(SparseGates.DENSE_ENGINE);
        Evaluation sparse = results.get(SparseGates.SPARSE_ENGINE);
        CompareSpeed.Times times = results.get(SparseGates.SPEED);
        Chart chart = new Chart(
                Chart.Kind.BARS,
                "Synaptic operations",
                "layer",
                dense.work().stream().map(Evaluation.LayerWork::name).toList(),
                "operations per sample",
                Chart.Quantity.NUMBER,
                List.of(series("dense twin", 0, dense), series("sparse", 1, sparse)));
        Table table = Table.of(
                "Time per sample on the event-driven engine, one thread",
                Table.words("network"),
                Table.numbers("median µs"),
                Table.numbers("fastest turn"),
                Table.numbers("slowest turn"));
        table = with(with(table, "dense twin", times.dense()), "sparse", times.sparse());
        return new Section(
                "cost", "Operations and time", chart.toHtml(), chart.table().folded("As a table"), table.toHtml());
    }

    private static Table with(Table table, String name, CompareSpeed.Spread spread) {
        return table.with(
                name,
                Figures.decimals(spread.microseconds(), 1),
                Figures.decimals(spread.fastest(), 1),
                Figures.decimals(spread.slowest(), 1));
    }

    private static Chart.Series series(String name, int colour, Evaluation evaluation) {
        return new Chart.Series(
                name,
                colour,
                evaluation.work().stream()
                        .map(work -> (double) (work.adds() + work.multiplyAdds()) / evaluation.samples())
                        .toList());
    }
}

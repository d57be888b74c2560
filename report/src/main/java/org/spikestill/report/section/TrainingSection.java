package org.spikestill.report.section;

import static org.spikestill.report.Html.element;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;
import org.spikestill.report.Chart;
import org.spikestill.report.Figures;
import org.spikestill.report.Html;
import org.spikestill.report.Section;
import org.spikestill.report.SeriesColours;
import org.spikestill.report.Table;
import org.spikestill.report.result.Epoch;
import org.spikestill.report.result.Metric;

/// Training curves: the loss, each of its terms, and the accuracy of each network by epoch.
public final class TrainingSection {
    private TrainingSection() {}

    /// @param epochs of all networks, those of one network in order
    public static Section of(List<Epoch> epochs) {
        Map<String, List<Epoch>> networks = new LinkedHashMap<>();
        epochs.forEach(epoch -> networks.computeIfAbsent(epoch.network(), _ -> new ArrayList<>())
                .add(epoch));
        if (networks.isEmpty()) {
            return new Section("training", "Training");
        }
        List<Html> content = new ArrayList<>();
        content.add(
                Html.note("Losses have no unit. The objective is the weighted sum of its terms, which are shown before"
                        + " weighting. Training figures are means over the epoch, on augmented batches, while the weights change;"
                        + " validation figures are measured after it. The axis of losses is logarithmic where they span a factor of"
                        + " 100 or more."));
        networks.forEach((name, own) -> content.add(curves(name, own)));
        return new Section("training", "Training", content);
    }

    private static Html curves(String name, List<Epoch> epochs) {
        List<Chart.Series> losses = losses(epochs);
        Metric metric = epochs.getFirst().metric();
        List<Chart.Series> scores = List.of(
                series("training", 0, epochs, Epoch::training), series("validation", 1, epochs, Epoch::validation));
        Html loss = chart(name + ", loss", epochs, "Loss", Chart.Quantity.NUMBER, losses);
        Html score = chart(name + ", " + metric.name(), epochs, axis(metric), quantity(metric), scores);
        return element(
                        "div",
                        element("h3", name),
                        element("div", loss, score).styled("pair"),
                        table(name, epochs, losses).folded("Every epoch of " + name + " as a table"))
                .styled("curves");
    }

    private static String axis(Metric metric) {
        String name = metric.name().substring(0, 1).toUpperCase(Locale.ROOT)
                + metric.name().substring(1);
        return metric.unit() == Metric.Unit.SHARE ? name + " (%)" : name;
    }

    private static Chart.Quantity quantity(Metric metric) {
        return switch (metric.unit()) {
            case SHARE -> Chart.Quantity.PERCENT;
            case RATIO -> Chart.Quantity.NUMBER;
        };
    }

    /// The objective, each of its terms, and the validation loss if it was measured. An objective of a single term with
    /// weight 1 is drawn once.
    private static List<Chart.Series> losses(List<Epoch> epochs) {
        SequencedMap<String, ToDoubleFunction<Epoch>> curves = new LinkedHashMap<>();
        if (!epochs.stream().allMatch(TrainingSection::isOneTerm)) {
            curves.put("objective", Epoch::loss);
        }
        for (Epoch epoch : epochs) {
            epoch.terms()
                    .keySet()
                    .forEach(term ->
                            curves.put("term " + term, each -> each.terms().getOrDefault(term, Double.NaN)));
        }
        if (isMeasured(epochs, Epoch::validationLoss)) {
            curves.put("loss on validation", Epoch::validationLoss);
        }
        List<Chart.Series> series = new ArrayList<>();
        curves.forEach((name, value) -> series.add(series(name, series.size() % SeriesColours.COUNT, epochs, value)));
        return series;
    }

    private static boolean isMeasured(List<Epoch> epochs, ToDoubleFunction<Epoch> value) {
        return epochs.stream().mapToDouble(value).anyMatch(Double::isFinite);
    }

    private static boolean isOneTerm(Epoch epoch) {
        return epoch.terms().size() == 1 && epoch.terms().containsValue(epoch.loss());
    }

    private static Chart.Series series(String name, int colour, List<Epoch> epochs, ToDoubleFunction<Epoch> value) {
        return new Chart.Series(
                name, colour, epochs.stream().mapToDouble(value).boxed().toList());
    }

    private static Html chart(
            String title, List<Epoch> epochs, String y, Chart.Quantity quantity, List<Chart.Series> series) {
        List<String> at =
                epochs.stream().map(epoch -> Figures.count(epoch.epoch())).toList();
        return new Chart(Chart.Kind.LINES, title, "Epoch", at, y, quantity, series).toHtml();
    }

    private static String text(Metric metric, double value) {
        return metric.unit() == Metric.Unit.SHARE ? Figures.percent(value) : Figures.number(value);
    }

    private static Table table(String network, List<Epoch> epochs, List<Chart.Series> losses) {
        List<Table.Column> columns = new ArrayList<>();
        columns.add(Table.words("Epoch"));
        losses.forEach(loss -> columns.add(Table.numbers("Loss, " + loss.name())));
        Metric metric = epochs.getFirst().metric();
        columns.add(Table.numbers(axis(metric) + ", training"));
        columns.add(Table.numbers(axis(metric) + ", validation"));
        columns.add(Table.numbers("Learning rate"));
        columns.add(Table.numbers("Time"));
        Table table = new Table(network + ", epoch by epoch", columns, List.of());
        for (int i = 0; i < epochs.size(); i++) {
            Epoch epoch = epochs.get(i);
            List<String> cells = new ArrayList<>();
            cells.add(Figures.count(epoch.epoch()));
            for (Chart.Series loss : losses) {
                cells.add(Figures.number(loss.values().get(i)));
            }
            cells.add(text(metric, epoch.training()));
            cells.add(text(metric, epoch.validation()));
            cells.add(Figures.number(epoch.learningRate()));
            cells.add(Figures.duration(epoch.seconds()));
            table = table.with(cells.toArray(String[]::new));
        }
        return table;
    }
}

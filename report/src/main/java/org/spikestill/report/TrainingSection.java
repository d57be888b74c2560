package org.spikestill.report;

import static org.spikestill.report.Html.element;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.ToDoubleFunction;

/// How training went: loss, each of its terms, and accuracy, per epoch of each stage.
final class TrainingSection {
    private TrainingSection() {}

    static Optional<Section> of(DistillReport report) {
        Map<String, List<Epoch>> stages = new LinkedHashMap<>();
        report.epochs()
                .forEach(epoch -> stages.computeIfAbsent(epoch.stage(), _ -> new ArrayList<>())
                        .add(epoch));
        if (stages.isEmpty()) {
            return Optional.empty();
        }
        List<Html> content = new ArrayList<>();
        content.add(Section.note("Losses have no unit. The objective is the weighted sum of its terms, which are shown"
                + " before weighting; all are means over the training split, and so is the training accuracy, measured"
                + " while the weights still move. Validation figures are measured after the epoch. The axis of losses is"
                + " logarithmic where they span a factor of 100 or more."));
        stages.forEach((name, epochs) -> content.add(stage(name, epochs)));
        return Optional.of(new Section("training", "Training", content));
    }

    private static Html stage(String name, List<Epoch> epochs) {
        List<Chart.Series> losses = losses(epochs);
        List<Chart.Series> accuracies = List.of(
                series("training", 0, epochs, Epoch::trainAccuracy),
                series("validation", 1, epochs, Epoch::validationAccuracy));
        Html loss = chart(name + ", loss", epochs, "Loss", Chart.Quantity.NUMBER, losses);
        Html accuracy = chart(name + ", accuracy", epochs, "Accuracy (%)", Chart.Quantity.PERCENT, accuracies);
        return element(
                        "div",
                        element("h3", name),
                        element("div", loss, accuracy).styled("pair"),
                        table(name, epochs, losses).folded("Every epoch of " + name + " as a table"))
                .styled("stage");
    }

    /// The objective, each of its terms, and the loss on validation if it was measured. An objective that is nothing but
    /// its one term is drawn once.
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
            curves.put("cross-entropy on validation", Epoch::validationLoss);
        }
        List<Chart.Series> series = new ArrayList<>();
        curves.forEach((name, value) -> series.add(series(name, series.size() % Slots.COUNT, epochs, value)));
        return series;
    }

    private static boolean isMeasured(List<Epoch> epochs, ToDoubleFunction<Epoch> value) {
        return epochs.stream().mapToDouble(value).anyMatch(Double::isFinite);
    }

    private static boolean isOneTerm(Epoch epoch) {
        return epoch.terms().size() == 1 && epoch.terms().containsValue(epoch.loss());
    }

    private static Chart.Series series(String name, int slot, List<Epoch> epochs, ToDoubleFunction<Epoch> value) {
        return new Chart.Series(
                name, slot, epochs.stream().mapToDouble(value).boxed().toList());
    }

    private static Html chart(
            String title, List<Epoch> epochs, String y, Chart.Quantity quantity, List<Chart.Series> series) {
        List<String> at =
                epochs.stream().map(epoch -> Figures.count(epoch.epoch())).toList();
        return new Chart(Chart.Kind.LINES, title, "Epoch", at, y, quantity, series).toHtml();
    }

    private static Table table(String stage, List<Epoch> epochs, List<Chart.Series> losses) {
        List<Table.Column> columns = new ArrayList<>();
        columns.add(Table.words("Epoch"));
        losses.forEach(loss -> columns.add(Table.numbers("Loss, " + loss.name())));
        columns.add(Table.numbers("Accuracy, training"));
        columns.add(Table.numbers("Accuracy, validation"));
        columns.add(Table.numbers("Learning rate"));
        columns.add(Table.numbers("Time"));
        Table table = new Table(stage + ", epoch by epoch", columns, List.of());
        for (int i = 0; i < epochs.size(); i++) {
            Epoch epoch = epochs.get(i);
            List<String> cells = new ArrayList<>();
            cells.add(Figures.count(epoch.epoch()));
            for (Chart.Series loss : losses) {
                cells.add(Figures.number(loss.values().get(i)));
            }
            cells.add(Figures.percent(epoch.trainAccuracy()));
            cells.add(Figures.percent(epoch.validationAccuracy()));
            cells.add(Figures.number(epoch.learningRate()));
            cells.add(Figures.duration(epoch.seconds()));
            table = table.with(cells.toArray(String[]::new));
        }
        return table;
    }
}

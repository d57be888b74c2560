package org.spikestill.lab.report;

import static org.spikestill.lab.report.Html.element;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
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
        content.add(Section.note("Losses are means over the training split, without unit, each term with its weight;"
                + " their axis is logarithmic where they span a factor of 100 or more. Training accuracy is measured while"
                + " the weights still move, validation accuracy after the epoch."));
        stages.forEach((name, epochs) -> content.add(stage(name, epochs)));
        return Optional.of(new Section("training", "Training", content));
    }

    private static Html stage(String name, List<Epoch> epochs) {
        List<Chart.Series> losses = losses(epochs);
        List<Chart.Series> accuracies = List.of(
                series("training", 0, epochs, Epoch::trainAccuracy),
                series("validation", 1, epochs, Epoch::validationAccuracy));
        return element(
                        "div",
                        element("h3", name),
                        element(
                                        "div",
                                        chart(name + ", loss", epochs, "Loss", Chart.Quantity.NUMBER, losses),
                                        chart(
                                                name + ", accuracy",
                                                epochs,
                                                "Accuracy (%)",
                                                Chart.Quantity.PERCENT,
                                                accuracies))
                                .styled("pair"),
                        table(name, epochs, losses).folded("Every epoch of " + name + " as a table"))
                .styled("stage");
    }

    /// The whole objective, then each term; the only term of an objective is the whole.
    private static List<Chart.Series> losses(List<Epoch> epochs) {
        SequencedSet<String> terms = new LinkedHashSet<>();
        epochs.forEach(epoch -> terms.addAll(epoch.terms().keySet()));
        if (terms.size() == 1) {
            return List.of(series(terms.getFirst(), 0, epochs, Epoch::loss));
        }
        List<Chart.Series> series = new ArrayList<>();
        series.add(series("whole objective", 0, epochs, Epoch::loss));
        for (String term : terms) {
            series.add(series(
                    term,
                    series.size() % Slots.COUNT,
                    epochs,
                    epoch -> epoch.terms().getOrDefault(term, Double.NaN)));
        }
        return series;
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

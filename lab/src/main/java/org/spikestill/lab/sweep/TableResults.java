package org.spikestill.lab.sweep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.spikestill.lab.experiment.Experiment.Column;
import org.spikestill.model.file.AtomicFile;
import org.spikestill.model.settings.Settings;
import org.spikestill.report.Html;
import org.spikestill.report.Page;
import org.spikestill.report.Section;
import org.spikestill.report.Table;
import tools.jackson.databind.JsonNode;

/// The figures of finished runs, averaged over seeds. Deviations are of the sample (n − 1); one seed has none.
final class TableResults {
    private final CompareTable table;
    private final List<Column> figures;
    private final List<String> notes = new ArrayList<>(NOTES);
    private final Map<Map<String, String>, List<JsonNode>> lines = new LinkedHashMap<>();
    private final Optional<PairedLines> paired;
    private final Optional<Table> differences;

    /// @param rows runs that are done
    TableResults(CompareTable table, List<Row> rows, Function<Row, Path> folder) {
        this.table = table;
        this.figures = rows.isEmpty() ? List.of() : rows.getFirst().experiment().columns();
        rows.stream().findFirst().ifPresent(row -> notes.addAll(row.experiment().remarks()));
        for (Row row : rows) {
            lines.computeIfAbsent(row.labels(), _ -> new ArrayList<>())
                    .add(summary(folder.apply(row).resolve("summary.json")));
        }
        this.paired = rows.stream()
                .findFirst()
                .flatMap(row -> row.experiment().compared())
                .map(column -> new PairedLines(
                        column, rows, row -> summary(folder.apply(row).resolve("summary.json"))));
        this.differences = paired.flatMap(PairedLines::table);
    }

    private static JsonNode summary(Path file) {
        try {
            return Settings.fromJson(Files.readString(file), file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String write(Path folder) {
        Table figures = figures();
        Table spikes = spikes();
        AtomicFile.write(
                folder.resolve("compare.md"),
                "# " + title() + "\n\n" + figures.markdown() + "\n" + String.join("\n\n", notes) + "\n\n"
                        + differences
                                .map(Table::markdown)
                                .map(text -> text + "\n")
                                .orElse("") + spikes.markdown());
        AtomicFile.write(folder.resolve("compare.csv"), csv());
        AtomicFile.write(folder.resolve("spikes.csv"), spikes.csv());
        AtomicFile.write(folder.resolve("compare.html"), page(figures, spikes).html());
        return figures.markdown()
                + differences.map(Table::markdown).map(text -> "\n" + text).orElse("");
    }

    private Page page(Table figures, Table spikes) {
        List<Html> content = new ArrayList<>();
        content.add(figures.toHtml());
        notes.forEach(note -> content.add(Html.note(note)));
        Section paired = new Section(
                "differences",
                "Differences",
                differences.map(Table::toHtml).stream().toList());
        return Page.of(title(), "")
                .with(new Section("figures", figures.caption(), content))
                .with(paired)
                .with(new Section("spikes", spikes.caption(), spikes.toHtml()));
    }

    private static Table table(String caption, List<Table.Column> columns, List<List<String>> rows) {
        Table table = new Table(caption, columns, List.of());
        for (List<String> row : rows) {
            table = table.with(row.toArray(String[]::new));
        }
        return table;
    }

    private String title() {
        return table.title().isEmpty() ? "Comparison" : table.title();
    }

    private static final List<String> NOTES = List.of(
            "Accuracy is of the test set, which chose nothing; mean ± sample deviation over the seeds.",
            "Seconds per epoch are of the student's training: its own in the median epoch, its teacher's in the mean of all."
                    + " A teacher's answers are stored, so the first run that needs them pays for the others. Peak memory is of the"
                    + " whole process while the student learned.");

    private Table figures() {
        List<Table.Column> columns = new ArrayList<>();
        labels().forEach(label -> columns.add(Table.words(label)));
        columns.add(Table.numbers("seeds"));
        figures.forEach(figure -> columns.add(Table.numbers(figure.title())));
        List<List<String>> cells = new ArrayList<>();
        lines.forEach((line, runs) -> {
            List<String> row = new ArrayList<>();
            labels().forEach(label -> row.add(line.getOrDefault(label, "")));
            row.add(String.valueOf(runs.size()));
            figures.forEach(figure -> row.add(text(figure, values(figure, runs))));
            cells.add(row);
        });
        return table("Figures", columns, cells);
    }

    /// Over seeds a paired difference has an interval, any other figure a deviation.
    private static String text(Column figure, List<Double> values) {
        return Spread.of(values)
                .map(spread ->
                        figure.paired() ? SeedInterval.of(values).text(figure.digits()) : spread.text(figure.digits()))
                .orElse("");
    }

    ComparedRuns values() {
        List<ComparedRuns.Line> all = new ArrayList<>();
        lines.forEach((labels, runs) -> {
            List<ComparedRuns.Figure> of = new ArrayList<>();
            for (Column figure : figures) {
                List<Double> values = values(figure, runs);
                if (!values.isEmpty()) {
                    of.add(ComparedRuns.Figure.of(figure, values));
                }
            }
            all.add(new ComparedRuns.Line(labels, runs.size(), of));
        });
        return new ComparedRuns(all, paired.map(PairedLines::differences).orElseGet(List::of));
    }

    private Set<String> labels() {
        Set<String> labels = new LinkedHashSet<>();
        lines.keySet().forEach(line -> labels.addAll(line.keySet()));
        return labels;
    }

    private static List<Double> values(Column figure, List<JsonNode> runs) {
        return runs.stream().map(figure::value).flatMap(Optional::stream).toList();
    }

    /// For programs: means and deviations in columns of their own, unrounded.
    private String csv() {
        List<Table.Column> columns = new ArrayList<>();
        labels().forEach(label -> columns.add(Table.words(label)));
        columns.add(Table.numbers("seeds"));
        figures.forEach(figure -> {
            columns.add(Table.numbers(figure.title()));
            columns.add(Table.numbers(figure.title() + " deviation"));
        });
        List<List<String>> cells = new ArrayList<>();
        lines.forEach((line, runs) -> {
            List<String> row = new ArrayList<>();
            labels().forEach(label -> row.add(line.getOrDefault(label, "")));
            row.add(String.valueOf(runs.size()));
            figures.forEach(figure -> {
                Optional<Spread> spread = Spread.of(values(figure, runs));
                row.add(spread.map(each -> String.valueOf(each.mean())).orElse(""));
                row.add(spread.flatMap(Spread::deviation).map(String::valueOf).orElse(""));
            });
            cells.add(row);
        });
        return table("", columns, cells).csv();
    }

    /// Spikes per sample of each layer of the student.
    private Table spikes() {
        List<Table.Column> columns = new ArrayList<>();
        labels().forEach(label -> columns.add(Table.words(label)));
        columns.add(Table.words("layer"));
        columns.add(Table.numbers("neurons"));
        columns.add(Table.numbers("spikes per sample"));
        columns.add(Table.numbers("spikes per neuron"));
        List<List<String>> cells = new ArrayList<>();
        lines.forEach((line, runs) -> {
            JsonNode layers = runs.getFirst().path("layers");
            for (int i = 0; i < layers.size(); i++) {
                double neurons = layers.get(i).path("neurons").doubleValue();
                String path = "/layers/" + i + "/spikesPerSample";
                List<Double> counts =
                        runs.stream().map(run -> run.at(path).doubleValue()).toList();
                List<String> row = new ArrayList<>();
                labels().forEach(label -> row.add(line.getOrDefault(label, "")));
                row.add(layers.get(i).path("name").asString());
                row.add(String.valueOf((long) neurons));
                row.add(Spread.of(counts).orElseThrow().text(1));
                row.add(Spread.of(counts.stream().map(each -> each / neurons).toList())
                        .orElseThrow()
                        .text(3));
                cells.add(row);
            }
        });
        return table("Spikes of the student, layer by layer", columns, cells);
    }
}

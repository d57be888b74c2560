package org.spikestill.lab.sweep;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.spikestill.lab.experiment.Experiment.Column;
import org.spikestill.report.Table;
import tools.jackson.databind.JsonNode;

/// The lines of a table against the first of them, paired by seed: what seeds have in common, such as the split and the teacher,
/// cancels.
final class PairedLines {
    private final Column column;
    private final Map<Map<String, String>, Map<Long, Double>> figures = new LinkedHashMap<>();

    /// @param column figure that is compared
    /// @param rows runs that are done
    PairedLines(Column column, List<Row> rows, Function<Row, JsonNode> summary) {
        this.column = column;
        for (Row row : rows) {
            Map<Long, Double> bySeed = figures.computeIfAbsent(row.labels(), _ -> new LinkedHashMap<>());
            column.value(summary.apply(row))
                    .ifPresent(value -> bySeed.put(row.experiment().run().seed(), value));
        }
    }

    /// Empty where there are not two lines to compare.
    Optional<Table> table() {
        if (figures.size() < 2) {
            return Optional.empty();
        }
        Set<String> labels = new LinkedHashSet<>();
        figures.keySet().forEach(line -> labels.addAll(line.keySet()));
        List<Table.Column> columns = new ArrayList<>();
        labels.forEach(label -> columns.add(Table.words(label)));
        columns.add(Table.numbers("paired seeds"));
        columns.add(Table.numbers("difference in " + column.title() + ", 95 % t interval"));
        columns.add(Table.words("shown"));
        Map.Entry<Map<String, String>, Map<Long, Double>> first =
                figures.entrySet().iterator().next();
        Table table = new Table(
                "Differences to the first line (" + words(first.getKey()) + "), paired by seed", columns, List.of());
        for (var line : figures.entrySet()) {
            List<Double> differences = differences(line.getValue(), first.getValue());
            if (line.getKey().equals(first.getKey()) || differences.isEmpty()) {
                continue;
            }
            SeedInterval interval = SeedInterval.of(differences);
            List<String> cells = new ArrayList<>();
            labels.forEach(label -> cells.add(line.getKey().getOrDefault(label, "")));
            cells.add(String.valueOf(differences.size()));
            cells.add(interval.text(column.digits()));
            cells.add(interval.isShown() ? "yes" : "no");
            table = table.with(cells.toArray(String[]::new));
        }
        return Optional.of(table);
    }

    private static List<Double> differences(Map<Long, Double> ours, Map<Long, Double> theirs) {
        return ours.entrySet().stream()
                .filter(each -> theirs.containsKey(each.getKey()))
                .map(each -> each.getValue() - theirs.get(each.getKey()))
                .toList();
    }

    private static String words(Map<String, String> line) {
        return String.join(", ", line.values());
    }
}

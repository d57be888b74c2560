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

    /// The differences of all lines but the first to the first.
    List<ComparedRuns.Difference> differences() {
        List<ComparedRuns.Difference> all = new ArrayList<>();
        later().forEach((line, differences) -> all.add(
                ComparedRuns.Difference.of(line, differences.size(), column.title(), SeedInterval.of(differences))));
        return all;
    }

    /// The differences of each line but the first, by seed.
    private Map<Map<String, String>, List<Double>> later() {
        Map<Map<String, String>, List<Double>> later = new LinkedHashMap<>();
        Map<Long, Double> first = figures.values().iterator().next();
        figures.entrySet().stream().skip(1).forEach(line -> {
            List<Double> differences = differences(line.getValue(), first);
            if (!differences.isEmpty()) {
                later.put(line.getKey(), differences);
            }
        });
        return later;
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
        String first = words(figures.keySet().iterator().next());
        Table table = new Table("Differences to the first line (" + first + "), paired by seed", columns, List.of());
        for (var line : later().entrySet()) {
            SeedInterval interval = SeedInterval.of(line.getValue());
            List<String> cells = new ArrayList<>();
            labels.forEach(label -> cells.add(line.getKey().getOrDefault(label, "")));
            cells.add(String.valueOf(line.getValue().size()));
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

package org.spikestill.studies.multigrade;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Points with the values predicted there.
///
/// @param columns names of the coordinates, then of the values
/// @param rows one for each point, in the order of the columns
public record PointTable(List<String> columns, List<List<Float>> rows) {
    public PointTable {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
    }

    /// @param coordinates `[points, inputs]`, row-major
    /// @param values `[points, outputs]`, likewise
    static PointTable of(List<String> from, float[] coordinates, List<String> to, float[] values) {
        List<String> columns = new ArrayList<>(from);
        columns.addAll(to);
        List<List<Float>> rows = new ArrayList<>();
        for (int point = 0; point < coordinates.length / from.size(); point++) {
            List<Float> row = new ArrayList<>();
            add(row, coordinates, point, from.size());
            add(row, values, point, to.size());
            rows.add(row);
        }
        return new PointTable(columns, rows);
    }

    private static void add(List<Float> cells, float[] matrix, int row, int width) {
        for (int i = row * width; i < (row + 1) * width; i++) {
            cells.add(matrix[i]);
        }
    }

    /// A line of names, and one for each point.
    public String csv() {
        return rows.stream()
                .map(row -> row.stream().map(String::valueOf).collect(Collectors.joining(",")) + "\n")
                .collect(Collectors.joining("", String.join(",", columns) + "\n", ""));
    }
}

package org.spikestill.report;

import java.util.List;
import java.util.stream.Collectors;

/// A table of texts that is written for people and for programs.
///
/// @param caption over the table; may be empty
/// @param rows as many cells each as there are columns
public record Grid(String caption, List<Column> columns, List<List<String>> rows) {
    /// @param numeric whether its cells are set flush right
    public record Column(String title, boolean numeric) {}

    public Grid {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<String> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(row.size() + " cells under " + columns.size() + " columns");
            }
        }
    }

    public static Column words(String title) {
        return new Column(title, false);
    }

    public static Column numbers(String title) {
        return new Column(title, true);
    }

    /// A table of GitHub's Markdown.
    public String markdown() {
        String head = line(columns.stream().map(Column::title).toList());
        String rule = columns.stream()
                .map(column -> column.numeric() ? "---:" : "---")
                .collect(Collectors.joining(" | ", "| ", " |\n"));
        return head + rule + rows.stream().map(Grid::line).collect(Collectors.joining());
    }

    private static String line(List<String> cells) {
        return cells.stream()
                .map(cell -> cell.replace("|", "\\|").replace("\n", " "))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /// Comma-separated values (RFC 4180) with a header line.
    public String csv() {
        return values(columns.stream().map(Column::title).toList())
                + rows.stream().map(Grid::values).collect(Collectors.joining());
    }

    private static String values(List<String> cells) {
        return cells.stream().map(Grid::quoted).collect(Collectors.joining(",", "", "\n"));
    }

    private static String quoted(String cell) {
        return cell.matches("[^,\"\r\n]*") ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
    }
}

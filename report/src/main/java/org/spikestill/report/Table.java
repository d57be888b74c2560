package org.spikestill.report;

import static org.spikestill.report.Html.element;
import static org.spikestill.report.Html.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/// A table with a caption, written as HTML, Markdown or CSV.
///
/// The first cell of a row is its header. Numbers are aligned to the right.
///
/// @param rows as many cells each as there are columns
public record Table(String caption, List<Column> columns, List<Row> rows) {
    public sealed interface Column {
        String title();
    }

    /// A column of text, aligned to the left.
    public record Words(String title) implements Column {}

    /// A column of numbers, aligned to the right.
    public record Numbers(String title) implements Column {}

    public sealed interface Row {
        List<Html> cells();
    }

    public record Plain(List<Html> cells) implements Row {
        public Plain {
            cells = List.copyOf(cells);
        }
    }

    /// A row that stands out: a total, or the result the table is about.
    public record Emphasised(List<Html> cells) implements Row {
        public Emphasised {
            cells = List.copyOf(cells);
        }
    }

    public Table {
        columns = List.copyOf(columns);
        rows = List.copyOf(rows);
        for (Row row : rows) {
            if (row.cells().size() != columns.size()) {
                throw new IllegalArgumentException("a row of the table '" + caption + "' has "
                        + row.cells().size() + " cells, the table has " + columns.size()
                        + " columns: give each column one");
            }
        }
    }

    public static Table of(String caption, Column... columns) {
        return new Table(caption, List.of(columns), List.of());
    }

    public static Column words(String title) {
        return new Words(title);
    }

    public static Column numbers(String title) {
        return new Numbers(title);
    }

    public Table with(Row row) {
        List<Row> more = new ArrayList<>(rows);
        more.add(row);
        return new Table(caption, columns, more);
    }

    public Table with(String... cells) {
        return with(new Plain(texts(cells)));
    }

    /// Adds a last row that sums up the others.
    public Table total(String... cells) {
        return with(new Emphasised(texts(cells)));
    }

    private static List<Html> texts(String... cells) {
        return Arrays.stream(cells).<Html>map(Html::text).toList();
    }

    public Html toHtml() {
        Html head = element(
                "thead", element("tr", columns.stream().map(Table::header).toList()));
        Html body = element("tbody", rows.stream().map(this::row).toList());
        return Html.scrolling(caption, element("table", element("caption", caption), head, body))
                .styled("scroll");
    }

    /// The table behind a line that unfolds it: the alternative to a chart.
    public Html folded(String summary) {
        return Html.folded(summary, toHtml());
    }

    private static Html header(Column column) {
        return aligned(column, element("th", text(column.title())).with("scope", "col"));
    }

    private Html row(Row row) {
        List<Html> cells = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Html cell = row.cells().get(i);
            cells.add(aligned(columns.get(i), i == 0 ? element("th", cell).with("scope", "row") : element("td", cell)));
        }
        Html.Element line = element("tr", cells);
        return switch (row) {
            case Plain _ -> line;
            case Emphasised _ -> line.styled("emphasised");
        };
    }

    private static Html aligned(Column column, Html.Element cell) {
        return switch (column) {
            case Words _ -> cell;
            case Numbers _ -> cell.styled("number");
        };
    }

    /// A table of GitHub's Markdown, without the caption.
    public String markdown() {
        String rule = columns.stream()
                .map(column -> switch (column) {
                    case Words _ -> "---";
                    case Numbers _ -> "---:";
                })
                .collect(Collectors.joining(" | ", "| ", " |\n"));
        return markdown(titles())
                + rule
                + rows.stream().map(row -> markdown(plain(row))).collect(Collectors.joining());
    }

    private static String markdown(List<String> cells) {
        return cells.stream()
                .map(cell -> cell.replace("|", "\\|").replace("\n", " "))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    /// Comma-separated values (RFC 4180) with a header line.
    public String csv() {
        return csv(titles()) + rows.stream().map(row -> csv(plain(row))).collect(Collectors.joining());
    }

    private static String csv(List<String> cells) {
        return cells.stream().map(Table::quoted).collect(Collectors.joining(",", "", "\n"));
    }

    private static String quoted(String cell) {
        return cell.matches("[^,\"\r\n]*") ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
    }

    private List<String> titles() {
        return columns.stream().map(Column::title).toList();
    }

    private static List<String> plain(Row row) {
        return row.cells().stream().map(Html::plain).toList();
    }
}

package org.spikestill.report;

import static org.spikestill.report.Html.element;
import static org.spikestill.report.Html.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A table with a caption. The first cell of a row is its header; numbers are set flush right.
record Table(String caption, List<Column> columns, List<Row> rows) {
    record Column(String title, boolean numeric) {}

    record Row(List<Html> cells, boolean emphasised) {}

    static Table of(String caption, Column... columns) {
        return new Table(caption, List.of(columns), List.of());
    }

    static Column words(String title) {
        return new Column(title, false);
    }

    static Column numbers(String title) {
        return new Column(title, true);
    }

    Table with(Row row) {
        List<Row> more = new ArrayList<>(rows);
        more.add(row);
        return new Table(caption, columns, List.copyOf(more));
    }

    Table with(String... cells) {
        return with(row(Arrays.stream(cells).map(Html::text).toList()));
    }

    /// A last row that sums up the others.
    Table total(String... cells) {
        return with(new Row(Arrays.stream(cells).<Html>map(Html::text).toList(), true));
    }

    static Row row(List<? extends Html> cells) {
        return new Row(List.copyOf(cells), false);
    }

    /// In a frame that scrolls where the table is wider than the page, also by keyboard.
    Html toHtml() {
        Html head = element(
                "thead", element("tr", columns.stream().map(Table::header).toList()));
        Html body = element("tbody", rows.stream().map(this::row).toList());
        return element("div", element("table", element("caption", caption), head, body))
                .styled("scroll")
                .with("role", "region")
                .with("aria-label", caption)
                .with("tabindex", "0");
    }

    /// Folded away behind a line that opens it: the alternative to a chart.
    Html folded(String summary) {
        return element("details", element("summary", summary), toHtml());
    }

    private static Html header(Column column) {
        var cell = element("th", text(column.title)).with("scope", "col");
        return column.numeric ? cell.styled("number") : cell;
    }

    private Html row(Row row) {
        List<Html> cells = new ArrayList<>();
        for (int i = 0; i < row.cells.size(); i++) {
            var cell = i == 0 ? element("th", row.cells.get(i)).with("scope", "row") : element("td", row.cells.get(i));
            cells.add(columns.get(i).numeric ? cell.styled("number") : cell);
        }
        var line = element("tr", cells);
        return row.emphasised ? line.styled("emphasised") : line;
    }
}

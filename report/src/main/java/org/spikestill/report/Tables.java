package org.spikestill.report;

import static org.spikestill.report.Html.element;
import static org.spikestill.report.Html.raw;

import java.util.ArrayList;
import java.util.List;

/// Some tables as one HTML file that opens without a network and holds no script.
public final class Tables {
    private Tables() {}

    /// @param title of the page
    /// @param notes what a reader must know to read the figures right
    public static String html(String title, List<Grid> grids, List<String> notes) {
        Html head = element(
                "head",
                element("meta").with("charset", "utf-8"),
                element("meta").with("name", "viewport").with("content", "width=device-width, initial-scale=1"),
                element("meta").with("name", "color-scheme").with("content", "light dark"),
                element("meta")
                        .with("http-equiv", "Content-Security-Policy")
                        .with("content", "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'"),
                element("title", title),
                raw("style", Page.resource("report.css")));
        List<Html> sections = new ArrayList<>();
        for (Grid grid : grids) {
            sections.add(new Section("table-" + sections.size(), grid.caption(), table(grid)).toHtml());
        }
        notes.forEach(note -> sections.add(Section.note(note)));
        Html body = element("body", element("header", element("h1", title)), element("main", sections));
        StringBuilder page = new StringBuilder("<!DOCTYPE html>\n");
        element("html", head, body).with("lang", "en").writeTo(page);
        return page.append('\n').toString();
    }

    private static Html table(Grid grid) {
        Table table = new Table(
                grid.caption(),
                grid.columns().stream()
                        .map(column -> new Table.Column(column.title(), column.numeric()))
                        .toList(),
                List.of());
        for (List<String> row : grid.rows()) {
            table = table.with(row.toArray(String[]::new));
        }
        return table.toHtml();
    }
}

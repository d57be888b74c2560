package org.spikestill.report;

import static org.spikestill.report.Html.element;

import java.util.List;

/// A part of the page that the navigation leads to.
///
/// @param id ours, unique on the page
record Section(String id, String title, List<Html> content) {
    Section(String id, String title, Html... content) {
        this(id, title, List.of(content));
    }

    Section {
        content = List.copyOf(content);
    }

    Html toHtml() {
        return element("section", element("h2", title).with("id", id + "-title"), element("div", content))
                .with("id", id)
                .with("aria-labelledby", id + "-title");
    }

    Html link() {
        return element("li", element("a", title).with("href", "#" + id));
    }

    static Html paragraph(String words) {
        return element("p", words);
    }

    static Html note(String words) {
        return element("p", words).styled("note");
    }
}

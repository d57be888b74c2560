package org.spikestill.report;

import static org.spikestill.report.Html.element;

import java.util.List;
import java.util.regex.Pattern;

/// A titled part of a page with an entry in its navigation.
///
/// Anybody can make one: an experiment shows a result of its own by building the content from [Html], [Table], [Chart],
/// [Scatter] and [Picture]. A page leaves out a section without content.
///
/// @param id anchor of the section, unique on its page: lower-case letters, digits and hyphens
/// @param title over the section and in the navigation
public record Section(String id, String title, List<Html> content) {
    private static final Pattern ID = Pattern.compile("[a-z][a-z0-9-]*");

    public Section {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("'" + id + "' cannot be the id of the section '" + title
                    + "': lower-case letters, digits and hyphens can, a letter first");
        }
        content = List.copyOf(content);
    }

    public Section(String id, String title, Html... content) {
        this(id, title, List.of(content));
    }

    /// The same content under another id and title, for a page with two sections of a kind.
    public Section as(String otherId, String otherTitle) {
        return new Section(otherId, otherTitle, content);
    }

    boolean isEmpty() {
        return content.isEmpty();
    }

    boolean hasChart() {
        return content.stream().anyMatch(Section::hasChart);
    }

    private static boolean hasChart(Html html) {
        return switch (html) {
            case Html.Element element -> element.children().stream().anyMatch(Section::hasChart);
            case Html.Text _ -> false;
            case Embedded _ -> true;
        };
    }

    Html toHtml() {
        return element("section", element("h2", title).with("id", id + "-title"), element("div", content))
                .with("id", id)
                .with("aria-labelledby", id + "-title");
    }

    Html link() {
        return element("li", element("a", title).with("href", "#" + id));
    }
}

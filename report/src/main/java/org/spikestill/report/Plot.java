package org.spikestill.report;

import static org.spikestill.report.Html.element;
import static org.spikestill.report.Html.text;

import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// The frame that charts share: caption, legend, axis titles, and the data that `report.js` draws.
///
/// @param styles classes of the figure
/// @param keys entries of the legend; one alone is left out, since the caption names it
/// @param points positions along x that need room of their own; 0 fits any number into the width of the page
/// @param description of the drawing in words
/// @param data a record, read by the script as JSON
record Plot(
        String styles, String title, String x, String y, List<Key> keys, int points, String description, Record data) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /// A legend entry that shows and hides its series.
    record Key(String name, int colour) {
        Html toHtml() {
            return element("button", element("span").styled("swatch slot-" + colour), text(name))
                    .with("type", "button")
                    .with("aria-pressed", "true");
        }
    }

    Html toHtml() {
        Html drawing = element("div")
                .styled("plot")
                .with("role", "img")
                .with("aria-label", description)
                .with("style", "--points:" + points);
        Html legend = element("div", keys.stream().map(Key::toHtml).toList())
                .styled("legend")
                .with("role", "group")
                .with("aria-label", "Series shown");
        return element(
                        "figure",
                        element("figcaption", title),
                        legend,
                        element("p", y).styled("axis"),
                        element("div", drawing).styled("frame"),
                        element("p", x).styled("axis centred"),
                        new Embedded(Embedded.Kind.CHART, json()))
                .styled(styles);
    }

    /// JSON that cannot leave the script element it stands in: `<` is the only character that begins markup there.
    String json() {
        return JSON.writeValueAsString(data).replace("<", "\\u003c");
    }
}

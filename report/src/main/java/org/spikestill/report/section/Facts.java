package org.spikestill.report.section;

import static org.spikestill.report.Html.element;
import static org.spikestill.report.Html.text;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.spikestill.report.Figures;
import org.spikestill.report.Html;
import tools.jackson.databind.JsonNode;

/// Named values as a table of two columns; a group of values is a table within its row.
record Facts(List<Html> rows) {
    Facts {
        rows = List.copyOf(rows);
    }

    static Facts none() {
        return new Facts(List.of());
    }

    Facts with(String name, Html value) {
        List<Html> more = new ArrayList<>(rows);
        more.add(element("tr", element("th", name).with("scope", "row"), element("td", value)));
        return new Facts(more);
    }

    Facts with(String name, String value) {
        return with(name, text(value));
    }

    /// @param label of the table, for readers who do not see it
    Html toHtml(String label) {
        return framed(label, table());
    }

    static Html toHtml(String label, JsonNode tree) {
        return framed(label, of(tree));
    }

    private static Html framed(String label, Html content) {
        return Html.scrolling(label, content).styled("scroll facts");
    }

    private Html table() {
        return element("table", element("tbody", rows));
    }

    private static Html of(JsonNode node) {
        if (node.isObject()) {
            Facts facts = none();
            for (var entry : node.properties()) {
                facts = facts.with(entry.getKey(), of(entry.getValue()));
            }
            return facts.rows.isEmpty() ? text(Figures.DASH) : facts.table();
        }
        return node.isArray() ? array(node) : text(scalar(node));
    }

    /// Scalars in one line, separated by commas; other members below each other, numbered from 1.
    private static Html array(JsonNode node) {
        List<JsonNode> members = StreamSupport.stream(node.spliterator(), false).toList();
        if (members.isEmpty()) {
            return text(Figures.DASH);
        }
        if (members.stream().allMatch(JsonNode::isValueNode)) {
            return text(members.stream().map(Facts::scalar).collect(Collectors.joining(", ")));
        }
        Facts facts = none();
        for (int i = 0; i < members.size(); i++) {
            facts = facts.with(String.valueOf(i + 1), of(members.get(i)));
        }
        return facts.table();
    }

    private static String scalar(JsonNode node) {
        return node.isNull() ? Figures.DASH : node.asString();
    }
}

package org.spikestill.report;

import static org.spikestill.report.Html.element;
import static org.spikestill.report.Html.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;

/// What the run was told and where it ran.
final class SettingsSection {
    private SettingsSection() {}

    static Optional<Section> settings(DistillReport report) {
        return report.settings().isEmpty()
                ? Optional.empty()
                : Optional.of(new Section("settings", "Settings", framed("Settings", report.settings())));
    }

    static Optional<Section> provenance(DistillReport report) {
        Map<String, String> provenance = report.provenance();
        if (provenance.isEmpty()) {
            return Optional.empty();
        }
        List<Html> rows = new ArrayList<>();
        provenance.forEach((name, value) -> rows.add(line(name, text(value))));
        return Optional.of(new Section("provenance", "Provenance", frame("Provenance", table(rows))));
    }

    private static Html framed(String name, JsonNode settings) {
        return frame(name, value(settings));
    }

    private static Html frame(String name, Html content) {
        return element("div", content)
                .styled("scroll facts")
                .with("role", "region")
                .with("aria-label", name)
                .with("tabindex", "0");
    }

    private static Html value(JsonNode node) {
        if (node.isObject()) {
            List<Html> rows = new ArrayList<>();
            node.properties().forEach(entry -> rows.add(line(entry.getKey(), value(entry.getValue()))));
            return rows.isEmpty() ? text(Figures.DASH) : table(rows);
        }
        if (node.isArray()) {
            return array(node);
        }
        return text(scalar(node));
    }

    /// Plain values stand in one line, others below each other.
    private static Html array(JsonNode node) {
        List<JsonNode> members = StreamSupport.stream(node.spliterator(), false).toList();
        if (members.stream().allMatch(JsonNode::isValueNode)) {
            return text(
                    members.isEmpty()
                            ? Figures.DASH
                            : members.stream().map(SettingsSection::scalar).collect(Collectors.joining(", ")));
        }
        List<Html> rows = new ArrayList<>();
        for (int i = 0; i < members.size(); i++) {
            rows.add(line(String.valueOf(i + 1), value(members.get(i))));
        }
        return table(rows);
    }

    private static String scalar(JsonNode node) {
        return node.isNull() ? Figures.DASH : node.asString();
    }

    private static Html table(List<Html> rows) {
        return element("table", element("tbody", rows));
    }

    private static Html line(String name, Html value) {
        return element("tr", element("th", name).with("scope", "row"), element("td", value));
    }
}

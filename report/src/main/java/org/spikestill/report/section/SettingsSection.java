package org.spikestill.report.section;

import java.util.Objects;
import java.util.Optional;
import org.spikestill.report.Html;
import org.spikestill.report.Section;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Settings of a run: those that differ from the defaults, and all of them behind a line that unfolds.
public final class SettingsSection {
    private SettingsSection() {}

    /// @param settings nested groups of values
    /// @param defaults of the same settings
    public static Section of(JsonNode settings, JsonNode defaults) {
        if (settings.isEmpty()) {
            return new Section("settings", "Settings");
        }
        Html changed = changes(settings, defaults)
                .map(tree -> Html.element(
                        "div",
                        Html.note("Settings that differ from their defaults."),
                        Facts.toHtml("Settings that differ from their defaults", tree)))
                .orElse(Html.paragraph("Every setting has its default value."));
        return new Section(
                "settings", "Settings", changed, Html.folded("All settings", Facts.toHtml("All settings", settings)));
    }

    /// The parts of `settings` that differ from `defaults`. A group keeps its `type`, which the other values depend on.
    static Optional<JsonNode> changes(JsonNode settings, JsonNode defaults) {
        if (settings.equals(defaults)) {
            return Optional.empty();
        }
        if (!(settings instanceof ObjectNode group)
                || defaults == null
                || !defaults.isObject()
                || !Objects.equals(group.get("type"), defaults.get("type"))) {
            return Optional.of(settings);
        }
        ObjectNode changed = group.objectNode();
        group.properties()
                .forEach(entry -> changes(entry.getValue(), defaults.get(entry.getKey()))
                        .or(() -> Optional.of(entry.getValue())
                                .filter(_ -> entry.getKey().equals("type")))
                        .ifPresent(value -> changed.set(entry.getKey(), value)));
        return Optional.of(changed);
    }
}

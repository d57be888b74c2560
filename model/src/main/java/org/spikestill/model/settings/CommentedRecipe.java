package org.spikestill.model.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/// Settings as YAML for a person to change: every field with its description above it, those of little interest in comments
/// with their values, so that they take effect once the mark is removed.
final class CommentedRecipe {
    private static final String INDENT = "  ";
    private static final String OFF = "#";
    private static final int WIDTH = 100;

    private final Set<String> live;
    private final List<String> lines = new ArrayList<>();

    private CommentedRecipe(Set<String> live) {
        this.live = live;
    }

    /// @param live paths of the fields that are not in comments, such as `student.ticks`
    static List<String> of(Record settings, Set<String> live) {
        CommentedRecipe recipe = new CommentedRecipe(live);
        recipe.add("", "", settings);
        return List.copyOf(recipe.lines);
    }

    private void add(String prefix, String indent, Record settings) {
        Map<String, String> texts = HelpTexts.of(settings.getClass()).components();
        for (RecordType.Field field : RecordForm.of(settings.getClass()).fields()) {
            String path = prefix + field.name();
            Object value = field.of(settings);
            comment(indent, texts.getOrDefault(field.name(), ""));
            if (field.form() instanceof RecordForm) {
                boolean within = live.stream().anyMatch(each -> each.startsWith(path + "."));
                lines.add(indent + mark(within) + field.name() + ":");
                add(path + ".", indent + INDENT, (Record) value);
            } else {
                lines.add(indent + mark(live.contains(path)) + field.name() + ": " + text(field.form(), value));
            }
        }
    }

    private static String mark(boolean on) {
        return on ? "" : OFF;
    }

    private void comment(String indent, String text) {
        StringBuilder line = new StringBuilder();
        for (String word : text.split(" ")) {
            if (!line.isEmpty() && indent.length() + line.length() + word.length() > WIDTH) {
                lines.add(indent + "# " + line);
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        if (!line.isEmpty()) {
            lines.add(indent + "# " + line);
        }
    }

    /// JSON is YAML.
    private static String text(Form form, Object value) {
        JsonNode node = Differences.brief(form, Optional.empty(), value);
        return node instanceof NullNode ? "null" : node.toString();
    }
}

package org.spikestill.model.settings;

import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Dotted paths into a tree of settings, such as `student.training.epochs`.
final class Paths {
    private Paths() {}

    /// A copy of a tree with `value` at a path; groups that are not there yet, or empty, are made.
    static ObjectNode set(JsonNode tree, String path, JsonNode value) {
        return set(tree, List.of(path.split("\\.", -1)), 0, value);
    }

    private static ObjectNode set(JsonNode tree, List<String> path, int depth, JsonNode value) {
        String name = path.get(depth);
        if (name.isEmpty()) {
            throw new InvalidSettings(
                    "the path '" + String.join(".", path) + "' has an empty part: it must be names between dots");
        }
        ObjectNode group = group(tree, path, depth);
        group.set(name, depth == path.size() - 1 ? value : set(group.path(name), path, depth + 1, value));
        return group;
    }

    private static ObjectNode group(JsonNode tree, List<String> path, int depth) {
        return switch (tree) {
            case ObjectNode object -> object.deepCopy();
            case JsonNode none when none.isMissingNode() || none.isNull() -> JsonNodeFactory.instance.objectNode();
            default ->
                throw Form.wrong(
                        String.join(".", path.subList(0, depth)),
                        tree,
                        "a group of fields, to hold " + String.join(".", path));
        };
    }
}

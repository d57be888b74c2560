package org.spikestill.model.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A tree of records as a flat list of flags: the path `studentTraining.epochs` is the flag `student-training-epochs`.
final class Flags {
    private record Leaf(String flag, List<String> path, String description, Form form, Object value) {
        String where() {
            return String.join(".", path);
        }
    }

    private Flags() {}

    static List<Flag> of(Record settings) {
        return leaves(settings).values().stream()
                .map(leaf -> new Flag(
                        leaf.flag,
                        leaf.path.size() > 1 ? leaf.path.getFirst() : "",
                        leaf.description,
                        leaf.form.wanted(),
                        leaf.form.choices(),
                        leaf.form.printAlone(leaf.value)))
                .toList();
    }

    static Map<String, String> former(Record settings) {
        return Renames.flags(
                RecordForm.of(settings.getClass()), leaves(settings).keySet());
    }

    static Object with(Record base, Map<String, String> values) {
        Map<String, Leaf> leaves = leaves(base);
        RecordForm form = RecordForm.of(base.getClass());
        ObjectNode tree = form.write(base);
        values.forEach((flag, text) -> {
            Leaf leaf = leaves.get(flag);
            if (leaf == null) {
                Renames.refuse(Renames.flags(form, leaves.keySet()), flag);
                throw new InvalidSettings("there is no setting '" + flag + "': there are " + leaves.keySet()
                        + Names.suggestion(flag, leaves.keySet()));
            }
            put(tree, leaf.path, leaf.form.parseAlone(text.strip(), leaf.where()));
        });
        return form.read(tree, "", Optional.of(base), Set.of());
    }

    private static void put(ObjectNode tree, List<String> path, JsonNode value) {
        ObjectNode part = tree;
        for (String name : path.subList(0, path.size() - 1)) {
            part = (ObjectNode) part.get(name);
        }
        part.set(path.getLast(), value);
    }

    private static Map<String, Leaf> leaves(Record settings) {
        Map<String, Leaf> leaves = new LinkedHashMap<>();
        leaves("", List.of(), settings).forEach(leaf -> {
            if (leaves.putIfAbsent(leaf.flag, leaf) != null) {
                throw new IllegalArgumentException(settings.getClass().getSimpleName()
                        + " has two settings whose flag is '" + leaf.flag + "': rename a component");
            }
        });
        return leaves;
    }

    private static Stream<Leaf> leaves(String prefix, List<String> path, Record settings) {
        Map<String, String> comments = HelpTexts.of(settings.getClass()).components();
        return RecordForm.of(settings.getClass()).fields().stream().flatMap(field -> {
            List<String> here =
                    Stream.concat(path.stream(), Stream.of(field.name())).toList();
            Form form = field.form();
            Object value = field.of(settings);
            return form instanceof RecordForm
                    ? leaves(prefix + field.flag() + "-", here, (Record) value)
                    : Stream.of(new Leaf(
                            prefix + field.flag(), here, comments.getOrDefault(field.name(), ""), form, value));
        });
    }
}

package org.spikestill.model.settings;

import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Earlier names of settings, read off [Formerly]: each is refused in one line that gives the present one.
final class Renames {
    private record Move(String was, String now) {
        /// The path or flag that `name` leads to today, if it is the moved one or lies below it.
        Optional<String> of(String name, String separator) {
            boolean below = name.startsWith(was + separator) && !now.startsWith(was + separator);
            return name.equals(was) || below ? Optional.of(now + name.substring(was.length())) : Optional.empty();
        }

        Move inverse() {
            return new Move(now, was);
        }
    }

    private Renames() {}

    private static List<Formerly> of(Class<?> type) {
        return Arrays.asList(type.getAnnotationsByType(Formerly.class));
    }

    /// Refuses a tree that holds a field of `record` under an earlier name.
    static void refuse(Class<?> record, JsonNode tree, String where) {
        for (Formerly old : of(record)) {
            if (holds(tree, old)) {
                throw renamed(Form.join(where, old.was()), Form.join(where, old.now()));
            }
        }
    }

    /// Where a value has moved into a group of its own name, such as `teacher` to `teacher.file`, the group is no old value.
    private static boolean holds(JsonNode tree, Formerly old) {
        JsonNode node = tree;
        for (String name : old.was().split("\\.")) {
            node = node.path(name);
        }
        boolean group = node.isObject() && !node.has(MemberForm.TYPE);
        return !node.isMissingNode() && !(group && old.now().startsWith(old.was() + "."));
    }

    /// Refuses a path of a spec, in kebab case, that leads through an earlier name.
    static void refusePath(Class<?> record, String path, String where) {
        for (Formerly old : of(record)) {
            new Move(Names.kebab(old.was()), Names.kebab(old.now()))
                    .of(path, ".")
                    .ifPresent(now -> {
                        throw renamed(Form.join(where, path), Form.join(where, now));
                    });
        }
    }

    /// Refuses the earlier name of a constant or of a family's member.
    static void refuseName(Class<?> type, String name, String where) {
        for (Formerly old : of(type)) {
            if (name.equals(old.was())) {
                throw renamed(Form.place(where) + " '" + old.was() + "'", "'" + old.now() + "'");
            }
        }
    }

    private static InvalidSettings renamed(String was, String now) {
        return new InvalidSettings(was + " is now " + now + ": rename it");
    }

    /// Refuses a flag that has another name today.
    ///
    /// @param flags see [#flags]
    static void refuse(Map<String, String> flags, String flag) {
        if (flags.containsKey(flag)) {
            throw renamed(flag, flags.get(flag));
        }
    }

    /// Present flags by those of earlier names; a name may have changed more than once, alone or with a group above it.
    ///
    /// @param known flags of the settings today
    static Map<String, String> flags(RecordForm settings, Collection<String> known) {
        List<Move> moves = moves(settings, "").map(Move::inverse).toList();
        Map<String, String> former = new LinkedHashMap<>();
        Set<String> latest = new LinkedHashSet<>(known);
        while (!latest.isEmpty()) {
            Map<String, String> older = new LinkedHashMap<>();
            latest.forEach(flag -> moves.forEach(move -> move.of(flag, "-")
                    .filter(was -> !known.contains(was) && !former.containsKey(was))
                    .ifPresent(was -> older.put(was, former.getOrDefault(flag, flag)))));
            former.putAll(older);
            latest = older.keySet();
        }
        return former;
    }

    private static Stream<Move> moves(RecordForm settings, String prefix) {
        Stream<Move> own = of(settings.type().type()).stream()
                .map(old -> new Move(prefix + flag(old.was()), prefix + flag(old.now())));
        Stream<Move> nested = settings.fields().stream()
                .filter(field -> field.form() instanceof RecordForm)
                .flatMap(field -> moves((RecordForm) field.form(), prefix + field.flag() + "-"));
        return Stream.concat(own, nested);
    }

    private static String flag(String path) {
        return Names.kebab(path).replace('.', '-');
    }
}

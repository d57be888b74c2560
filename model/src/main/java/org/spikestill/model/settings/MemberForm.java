package org.spikestill.model.settings;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// One record of several, chosen by name: `{"type": "lif", "leak": 0.9}` in files, `lif(leak=0.9)` in text and
/// `lif:leak=0.9` in text that stands alone, which files may hold too.
///
/// @param shorthand other texts that stand for a member, as the spec of that member
record MemberForm(
        Class<?> type, String family, Map<String, Class<?>> members, BiFunction<String, Set<String>, String> shorthand)
        implements Form {
    static final String TYPE = "type";

    MemberForm(Class<?> type, String family, Map<String, Class<?>> members) {
        this(type, family, members, (text, _) -> text);
    }

    /// The records of a sealed interface, each under its name.
    static MemberForm ofSealed(Class<?> type) {
        Map<String, Class<?>> members = new LinkedHashMap<>();
        leaves(type).forEach(member -> put(members, Names.kebab(type.getSimpleName()), member));
        return new MemberForm(type, Names.kebab(type.getSimpleName()), members);
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(MemberForm::leaves)
                : Stream.of(type);
    }

    /// Those members of the catalog that are of `type`, the family or an interface below it. The family gives the place of its
    /// catalog is with a static method `catalog`.
    static Optional<MemberForm> ofFamily(Class<?> type) {
        return catalog(type).map(catalog -> {
            Map<String, Class<?>> members = new LinkedHashMap<>(catalog.byName());
            members.values().removeIf(member -> !type.isAssignableFrom(member));
            return new MemberForm(catalog.type(), catalog.family(), members, catalog.shorthand());
        });
    }

    private static Optional<Catalog<?>> catalog(Class<?> type) {
        try {
            Method method = type.getDeclaredMethod("catalog");
            method.trySetAccessible();
            return Optional.of((Catalog<?>) method.invoke(null));
        } catch (NoSuchMethodException _) {
            return Arrays.stream(type.getInterfaces())
                    .flatMap(parent -> catalog(parent).stream())
                    .findFirst();
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("the catalog of " + type.getName() + " cannot be had", e);
        }
    }

    /// Adds a member under its name, which must be its own.
    static void put(Map<String, Class<?>> members, String family, Class<?> member) {
        if (!member.isRecord()) {
            throw new IllegalArgumentException(member.getName() + " cannot join the family " + family
                    + ": its members are records, whose components are their settings");
        }
        if (Arrays.stream(member.getRecordComponents())
                .anyMatch(part -> part.getName().equals(TYPE))) {
            throw new IllegalArgumentException(member.getName() + " has a component '" + TYPE
                    + "', which files need for the name of the member: rename it");
        }
        Class<?> other = members.putIfAbsent(Names.of(member), member);
        if (other != null && other != member) {
            throw new IllegalArgumentException("the family " + family + " has two members called '" + Names.of(member)
                    + "', " + other.getName() + " and " + member.getName() + ": give one of them another @Name");
        }
    }

    @Override
    public String wanted() {
        return "one of " + choices();
    }

    @Override
    public List<String> choices() {
        return List.copyOf(members.keySet());
    }

    @Override
    public Object read(JsonNode node, String where) {
        if (node.isString()) {
            return read(parseAlone(node.stringValue(), where), where);
        }
        if (!node.isObject()) {
            throw Form.wrong(where, node, wanted());
        }
        JsonNode type = node.path(TYPE);
        if (!type.isString()) {
            throw Form.wrong(Form.join(where, TYPE), type, wanted());
        }
        RecordForm member = member(type.stringValue(), Form.join(where, TYPE));
        return member.read(node, where, member.defaults(), Set.of(TYPE));
    }

    private RecordForm member(String name, String where) {
        Class<?> member = members.get(name);
        if (member == null) {
            Renames.refuseName(type, name, where);
            throw Form.wrong(where, StringNode.valueOf(name), wanted() + Names.suggestion(name, choices()));
        }
        return RecordForm.of(member);
    }

    @Override
    public JsonNode write(Object value) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put(TYPE, nameOf(value));
        return object.setAll(form(value).write(value));
    }

    String nameOf(Object value) {
        String name = Names.of(value.getClass());
        if (members.get(name) != value.getClass()) {
            throw new InvalidSettings(value.getClass().getName() + " is not in the family " + family + ", which has "
                    + choices() + ": list it in META-INF/services");
        }
        return name;
    }

    private static RecordForm form(Object value) {
        return RecordForm.of(value.getClass());
    }

    @Override
    public JsonNode parse(String text, String where) {
        int opening = text.indexOf('(');
        return opening < 0
                ? parse(text, "", where)
                : parse(text.substring(0, opening), Text.inside(text.substring(opening), '(', ')', where), where);
    }

    @Override
    public JsonNode parseAlone(String given, String where) {
        String text = shorthand.apply(given, members.keySet());
        int colon = text.indexOf(':');
        int opening = text.indexOf('(');
        return colon < 0 || opening >= 0 && opening < colon
                ? parse(text, where)
                : parse(text.substring(0, colon), text.substring(colon + 1), where);
    }

    private ObjectNode parse(String name, String fields, String where) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        object.put(TYPE, name.strip());
        return object.setAll(member(name.strip(), where).parseFields(fields, where));
    }

    @Override
    public String print(Object value) {
        String fields = form(value).printFields(value);
        return nameOf(value) + (fields.isEmpty() ? "" : "(" + fields + ")");
    }

    @Override
    public String printAlone(Object value) {
        String fields = form(value).printFields(value);
        return nameOf(value) + (fields.isEmpty() ? "" : ":" + fields);
    }
}

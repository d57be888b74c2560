package org.spikestill.model.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.spikestill.model.settings.RecordType.Field;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A record, field by field: `{"target": "zero"}` in files, `{target=zero}` in text with kebab names. An absent
/// field keeps its default; a record without no-argument constructor has none.
record RecordForm(RecordType type) implements Form {
    static RecordForm of(Class<?> type) {
        return new RecordForm(new RecordType(type.asSubclass(Record.class)));
    }

    List<Field> fields() {
        return type.fields();
    }

    Optional<Object> defaults() {
        return type.defaults();
    }

    @Override
    public String wanted() {
        return "a group of the fields " + fields().stream().map(Field::name).toList();
    }

    @Override
    public Object read(JsonNode node, String where) {
        return read(node, where, defaults(), Set.of());
    }

    /// @param base values of absent fields
    /// @param besides further fields of the tree, which others read
    Object read(JsonNode node, String where, Optional<Object> base, Set<String> besides) {
        if (!node.isObject()) {
            throw Form.wrong(where, node, wanted());
        }
        List<Field> fields = fields();
        Renames.refuse(type.type(), node, where);
        refuseUnknown(node, where, fields.stream().map(Field::name).toList(), besides);
        Object[] values = new Object[fields.size()];
        for (int i = 0; i < values.length; i++) {
            Field field = fields.get(i);
            values[i] = value(field, node.get(field.name()), Form.join(where, field.name()), base.map(field::of));
        }
        return type.create(where, values);
    }

    private static Object value(Field field, JsonNode node, String where, Optional<Object> base) {
        Form form = field.form();
        if (node != null) {
            return form instanceof RecordForm nested
                    ? nested.read(node, where, base.or(nested::defaults), Set.of())
                    : form.read(node, where);
        } else if (base.isEmpty() && form instanceof OptionalForm) {
            return Optional.empty();
        }
        return base.orElseThrow(
                () -> new InvalidSettings(where + " is missing: it has no default and must be " + form.wanted()));
    }

    private static void refuseUnknown(JsonNode node, String where, List<String> known, Set<String> besides) {
        for (String name : node.propertyNames()) {
            if (!known.contains(name) && !besides.contains(name)) {
                throw unknown(Form.join(where, name), name, known);
            }
        }
    }

    static InvalidSettings unknown(String where, String name, List<String> known) {
        return new InvalidSettings(where + " is no known field: there are " + known + Names.suggestion(name, known));
    }

    @Override
    public ObjectNode write(Object value) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        fields().forEach(field -> object.set(field.name(), field.form().write(field.of(value))));
        return object;
    }

    @Override
    public JsonNode parse(String text, String where) {
        return parseFields(Text.inside(text, '{', '}', where), where);
    }

    @Override
    public String print(Object value) {
        return "{" + printFields(value) + "}";
    }

    /// The tree of `leak=0.9,reset.target=zero`: the fields named, and no others.
    ObjectNode parseFields(String text, String where) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (String part : Text.split(text, where)) {
            Text.Assignment field = Text.assignment(part, where);
            parseField(object, List.of(Names.kebab(field.name()).split("\\.", -1)), field.value(), where);
        }
        return object;
    }

    private void parseField(ObjectNode object, List<String> path, String text, String where) {
        Renames.refusePath(type.type(), String.join(".", path), where);
        Field field = field(path.getFirst(), where);
        Form form = field.form();
        String here = Form.join(where, field.name());
        if (path.size() == 1 && !object.has(field.name())) {
            object.set(field.name(), form.parse(text, here));
        } else if (path.size() > 1 && form instanceof RecordForm nested) {
            ObjectNode part = object.get(field.name()) instanceof ObjectNode begun
                    ? begun
                    : JsonNodeFactory.instance.objectNode();
            object.set(field.name(), part);
            nested.parseField(part, path.subList(1, path.size()), text, here);
        } else if (path.size() > 1) {
            throw new InvalidSettings(here + " has no part '" + path.get(1) + "': it must be " + form.wanted());
        } else {
            throw new InvalidSettings(here + " is set twice: once is enough");
        }
    }

    private Field field(String flag, String where) {
        List<Field> fields = fields();
        return fields.stream()
                .filter(field -> field.flag().equals(flag))
                .findFirst()
                .orElseThrow(() -> unknown(
                        Form.join(where, flag),
                        flag,
                        fields.stream().map(Field::flag).toList()));
    }

    /// The fields that differ from the defaults, as text.
    String printFields(Object value) {
        return differences("", value, defaults()).stream().collect(Collectors.joining(","));
    }

    private List<String> differences(String prefix, Object value, Optional<Object> base) {
        List<String> texts = new ArrayList<>();
        for (Field field : fields()) {
            Object part = field.of(value);
            Optional<Object> usual = base.map(field::of);
            Form form = field.form();
            if (usual.equals(Optional.of(part))) {
                continue;
            } else if (form instanceof RecordForm nested && usual.isPresent()) {
                texts.addAll(nested.differences(prefix + field.flag() + ".", part, usual));
            } else {
                texts.add(prefix + field.flag() + "=" + form.print(part));
            }
        }
        return texts;
    }
}

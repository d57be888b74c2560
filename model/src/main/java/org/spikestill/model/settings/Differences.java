package org.spikestill.model.settings;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.NullNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Settings in brief: the fields of a record that differ from a base, which [Settings#read(Record,JsonNode,String)] turns back into
/// the record. Members of families are specs, which leave out their own defaults.
final class Differences {
    private Differences() {}

    static ObjectNode of(RecordForm form, Optional<Object> base, Object value) {
        ObjectNode tree = JsonNodeFactory.instance.objectNode();
        for (RecordType.Field field : form.fields()) {
            Object part = field.of(value);
            Optional<Object> usual = base.map(field::of);
            if (!usual.equals(Optional.of(part))) {
                tree.set(field.name(), brief(field.form(), usual, part));
            }
        }
        return tree;
    }

    static JsonNode brief(Form form, Optional<Object> base, Object value) {
        return switch (form) {
            case RecordForm record -> of(record, base.or(record::defaults), value);
            case MemberForm member -> StringNode.valueOf(member.printAlone(value));
            case OptionalForm(Form content) ->
                ((Optional<?>) value)
                        .map(present -> brief(content, Optional.empty(), present))
                        .orElse(NullNode.instance);
            case ListForm(Form item) -> list(item, (List<?>) value);
            case MapForm(Form content) -> map(content, (Map<?, ?>) value);
            case Scalar _, ConstantForm _, WrapperForm _ -> form.write(value);
        };
    }

    private static ArrayNode list(Form item, List<?> values) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        values.forEach(value -> array.add(brief(item, Optional.empty(), value)));
        return array;
    }

    private static ObjectNode map(Form content, Map<?, ?> values) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        values.forEach((name, value) -> object.set((String) name, brief(content, Optional.empty(), value)));
        return object;
    }
}

package org.spikestill.model.settings;

import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/// Every member of a family, at its defaults and with each of its settings changed in turn.
public final class Variants {
    private Variants() {}

    public static <T> Stream<T> of(Catalog<T> catalog) {
        return catalog.names().stream().flatMap(name -> {
            T usual = catalog.parse(name);
            ObjectNode tree = (ObjectNode) catalog.write(usual);
            RecordForm form = RecordForm.of(usual.getClass());
            return Stream.concat(Stream.of(usual), changes(form, tree).map(changed -> catalog.read(changed, name)));
        });
    }

    private static Stream<ObjectNode> changes(RecordForm form, ObjectNode tree) {
        return form.fields().stream()
                .flatMap(field -> values(field.form(), tree.get(field.name())).map(value -> {
                    ObjectNode copy = tree.deepCopy();
                    copy.set(field.name(), value);
                    return copy;
                }));
    }

    private static Stream<JsonNode> values(Form form, JsonNode usual) {
        return switch (form) {
            case Scalar scalar -> Stream.of(other(scalar, usual));
            case ConstantForm constant -> constant.choices().stream().map(StringNode::valueOf);
            case MemberForm member -> member.choices().stream().map(StringNode::valueOf);
            case RecordForm nested -> changes(nested, (ObjectNode) usual).map(JsonNode.class::cast);
            case ListForm _, MapForm _, OptionalForm _, WrapperForm _ -> Stream.of(usual);
        };
    }

    private static JsonNode other(Scalar scalar, JsonNode usual) {
        return switch (scalar) {
            case FLOAT, DOUBLE -> DoubleNode.valueOf(0.7 * usual.doubleValue());
            case BOOLEAN -> BooleanNode.valueOf(!usual.booleanValue());
            case INT, LONG, TEXT, PATH, TREE -> usual;
        };
    }
}

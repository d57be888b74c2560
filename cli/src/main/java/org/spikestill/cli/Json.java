package org.spikestill.cli;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.spikestill.model.settings.Settings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A command's result as one JSON object: the components of a record, under their names in snake case. What is empty
/// is left out.
final class Json {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Json() {}

    static String of(Record result) {
        return Settings.toJson(object(result));
    }

    private static ObjectNode object(Record result) {
        ObjectNode object = NODES.objectNode();
        for (RecordComponent component : result.getClass().getRecordComponents()) {
            Object value = value(component, result);
            if (!Optional.empty().equals(value)) {
                object.set(snake(component.getName()), tree(value));
            }
        }
        return object;
    }

    private static JsonNode tree(Object value) {
        return switch (value) {
            case JsonNode node -> node;
            case Optional<?> present -> tree(present.orElseThrow());
            case List<?> list -> {
                ArrayNode array = NODES.arrayNode();
                list.forEach(each -> array.add(tree(each)));
                yield array;
            }
            case Integer number -> NODES.numberNode(number);
            case Long number -> NODES.numberNode(number);
            case Double number -> NODES.numberNode(number);
            case Boolean truth -> NODES.booleanNode(truth);
            case String text -> NODES.stringNode(text);
            case Path path -> NODES.stringNode(path.toString());
            case Record record -> object(record);
            default -> throw new IllegalArgumentException("a result holds a " + value.getClass());
        };
    }

    private static Object value(RecordComponent component, Record result) {
        try {
            component.getAccessor().trySetAccessible();
            return component.getAccessor().invoke(result);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("the record " + result.getClass() + " cannot be read", e);
        }
    }

    private static String snake(String name) {
        return name.replaceAll("(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
    }
}

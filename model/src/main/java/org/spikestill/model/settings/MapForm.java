package org.spikestill.model.settings;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Values by free names, in order: `{"accuracy": 0.93}` in files and `{accuracy=0.93}` in text.
record MapForm(Form content) implements Form {
    @Override
    public String wanted() {
        return "a group of named values";
    }

    @Override
    public Object read(JsonNode node, String where) {
        if (!node.isObject()) {
            throw Form.wrong(where, node, wanted());
        }
        Map<String, Object> values = new LinkedHashMap<>();
        node.properties()
                .forEach(entry ->
                        values.put(entry.getKey(), content.read(entry.getValue(), Form.join(where, entry.getKey()))));
        return Collections.unmodifiableMap(values);
    }

    @Override
    public JsonNode write(Object value) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        ((Map<?, ?>) value).forEach((name, each) -> object.set((String) name, content.write(each)));
        return object;
    }

    @Override
    public JsonNode parse(String text, String where) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (String part : Text.split(Text.inside(text, '{', '}', where), where)) {
            Text.Assignment field = Text.assignment(part, where);
            String name = Text.unquote(field.name(), where);
            if (object.has(name)) {
                throw new InvalidSettings(Form.place(where) + " names '" + name + "' twice: once is enough");
            }
            object.set(name, content.parse(field.value(), Form.join(where, name)));
        }
        return object;
    }

    @Override
    public String print(Object value) {
        return ((Map<?, ?>) value)
                .entrySet().stream()
                        .map(entry -> Text.quote((String) entry.getKey()) + "=" + content.print(entry.getValue()))
                        .collect(Collectors.joining(",", "{", "}"));
    }
}

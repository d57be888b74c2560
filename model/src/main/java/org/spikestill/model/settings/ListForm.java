package org.spikestill.model.settings;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/// Values in order: `[64, 8, 8]` in files and `[64,8,8]` in text, where a text that stands alone may omit the brackets.
record ListForm(Form item) implements Form {
    @Override
    public String wanted() {
        return "a list, each " + item.wanted();
    }

    @Override
    public Object read(JsonNode node, String where) {
        if (!node.isArray()) {
            throw Form.wrong(where, node, wanted());
        }
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            values.add(item.read(node.get(i), where + "[" + i + "]"));
        }
        return List.copyOf(values);
    }

    @Override
    public JsonNode write(Object value) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        ((List<?>) value).forEach(each -> array.add(item.write(each)));
        return array;
    }

    @Override
    public JsonNode parse(String text, String where) {
        return items(Text.inside(text, '[', ']', where), where);
    }

    @Override
    public String print(Object value) {
        return ((List<?>) value).stream().map(item::print).collect(Collectors.joining(",", "[", "]"));
    }

    @Override
    public JsonNode parseAlone(String text, String where) {
        return text.startsWith("[") ? parse(text, where) : items(text, where);
    }

    private JsonNode items(String body, String where) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        List<String> parts = Text.split(body, where);
        for (int i = 0; i < parts.size(); i++) {
            array.add(item.parse(parts.get(i), where + "[" + i + "]"));
        }
        return array;
    }
}

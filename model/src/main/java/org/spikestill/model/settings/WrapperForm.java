package org.spikestill.model.settings;

import java.util.List;
import tools.jackson.databind.JsonNode;

/// A record that only gives a value its meaning is written as that value: a shape as `[64, 8, 8]`, a seed as `7`.
record WrapperForm(RecordType coat) implements Form {
    private RecordType.Field field() {
        return coat.fields().getFirst();
    }

    private Form content() {
        return field().form();
    }

    @Override
    public String wanted() {
        return content().wanted();
    }

    @Override
    public List<String> choices() {
        return content().choices();
    }

    @Override
    public Object read(JsonNode node, String where) {
        return coat.create(where, content().read(node, where));
    }

    @Override
    public JsonNode write(Object value) {
        return content().write(field().of(value));
    }

    @Override
    public JsonNode parse(String text, String where) {
        return content().parse(text, where);
    }

    @Override
    public String print(Object value) {
        return content().print(field().of(value));
    }

    @Override
    public JsonNode parseAlone(String text, String where) {
        return content().parseAlone(text, where);
    }

    @Override
    public String printAlone(Object value) {
        return content().printAlone(field().of(value));
    }
}

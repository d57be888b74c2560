package org.spikestill.model.settings;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.NullNode;

/// A value or nothing: `null` in files; in text `none`, or `auto` where `none` is a value, as of an augmentation.
record OptionalForm(Form content) implements Form {
    private static final String NONE = "none";
    private static final String AUTO = "auto";

    private String nothing() {
        return content.choices().contains(NONE) ? AUTO : NONE;
    }

    @Override
    public String wanted() {
        return content.wanted() + ", or " + (nothing().equals(NONE) ? "nothing" : AUTO);
    }

    @Override
    public List<String> choices() {
        return content.choices();
    }

    @Override
    public Object read(JsonNode node, String where) {
        return node.isNull() ? Optional.empty() : Optional.of(content.read(node, where));
    }

    @Override
    public JsonNode write(Object value) {
        return ((Optional<?>) value).<JsonNode>map(content::write).orElse(NullNode.instance);
    }

    @Override
    public JsonNode parse(String text, String where) {
        return text.equals(nothing()) ? NullNode.instance : content.parse(text, where);
    }

    @Override
    public String print(Object value) {
        return ((Optional<?>) value).map(content::print).orElse(nothing());
    }

    @Override
    public JsonNode parseAlone(String text, String where) {
        return text.equals(nothing()) ? NullNode.instance : content.parseAlone(text, where);
    }

    @Override
    public String printAlone(Object value) {
        return ((Optional<?>) value).map(content::printAlone).orElse(nothing());
    }
}

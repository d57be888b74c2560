package org.spikestill.model.settings;

import java.util.Arrays;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

/// A constant of an enum, in kebab case: `CHARGE_FIRST` is `charge-first`.
record ConstantForm(Class<?> type) implements Form {
    @Override
    public String wanted() {
        return "one of " + choices();
    }

    @Override
    public List<String> choices() {
        return Arrays.stream(type.getEnumConstants()).map(ConstantForm::name).toList();
    }

    @Override
    public Object read(JsonNode node, String where) {
        if (!node.isString()) {
            throw Form.wrong(where, node, wanted());
        }
        Renames.refuseName(type, node.stringValue(), where);
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> name(constant).equals(node.stringValue()))
                .findFirst()
                .orElseThrow(() -> Form.wrong(where, node, wanted() + Names.suggestion(node.stringValue(), choices())));
    }

    @Override
    public JsonNode write(Object value) {
        return StringNode.valueOf(name(value));
    }

    @Override
    public JsonNode parse(String text, String where) {
        return StringNode.valueOf(text);
    }

    @Override
    public String print(Object value) {
        return name(value);
    }

    private static String name(Object constant) {
        return Names.kebab(((Enum<?>) constant).name());
    }
}

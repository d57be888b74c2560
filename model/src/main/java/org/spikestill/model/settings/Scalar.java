package org.spikestill.model.settings;

import java.math.BigInteger;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.BigIntegerNode;
import tools.jackson.databind.node.BooleanNode;
import tools.jackson.databind.node.DoubleNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.LongNode;
import tools.jackson.databind.node.StringNode;

/// Values without parts. Numbers are finite; a float is written with the fewest digits that give it back, as in `0.3`.
enum Scalar implements Form {
    INT("a whole number") {
        @Override
        public Object read(JsonNode node, String where) {
            require(node.isIntegralNumber(), node, where);
            if (!node.canConvertToInt()) {
                throw Form.wrong(where, node, wanted() + " of at most 32 bits");
            }
            return node.intValue();
        }

        @Override
        public JsonNode write(Object value) {
            return IntNode.valueOf((int) value);
        }
    },
    LONG("a whole number") {
        @Override
        public Object read(JsonNode node, String where) {
            require(node.isIntegralNumber(), node, where);
            if (!node.canConvertToLong()) {
                throw Form.wrong(where, node, wanted() + " of at most 64 bits");
            }
            return node.longValue();
        }

        @Override
        public JsonNode write(Object value) {
            return number((long) value);
        }
    },
    FLOAT("a finite number") {
        @Override
        public Object read(JsonNode node, String where) {
            require(node.isNumber(), node, where);
            float value = Float.parseFloat(node.asString()); // from decimal digits: a way through double rounds twice
            require(Float.isFinite(value), node, where);
            return value;
        }

        @Override
        public JsonNode write(Object value) {
            return finite(Double.parseDouble(Float.toString((float) value)));
        }
    },
    DOUBLE("a finite number") {
        @Override
        public Object read(JsonNode node, String where) {
            require(node.isNumber(), node, where);
            double value = Double.parseDouble(node.asString());
            require(Double.isFinite(value), node, where);
            return value;
        }

        @Override
        public JsonNode write(Object value) {
            return finite((double) value);
        }
    },
    BOOLEAN("true or false") {
        @Override
        public Object read(JsonNode node, String where) {
            require(node.isBoolean(), node, where);
            return node.booleanValue();
        }

        @Override
        public JsonNode write(Object value) {
            return BooleanNode.valueOf((boolean) value);
        }
    },
    TEXT("text") {
        @Override
        public Object read(JsonNode node, String where) {
            require(node.isString(), node, where);
            return node.stringValue();
        }

        @Override
        public JsonNode write(Object value) {
            return StringNode.valueOf((String) value);
        }
    },
    PATH("the path of a file or folder") {
        @Override
        public Object read(JsonNode node, String where) {
            require(node.isString() && !node.stringValue().isBlank(), node, where);
            try {
                return Path.of(node.stringValue());
            } catch (InvalidPathException e) {
                throw new InvalidSettings(where + " is no path: " + e.getMessage(), e);
            }
        }

        @Override
        public JsonNode write(Object value) {
            return StringNode.valueOf(value.toString().replace('\\', '/'));
        }
    },
    TREE("JSON") {
        @Override
        public Object read(JsonNode node, String where) {
            return node.deepCopy();
        }

        @Override
        public JsonNode write(Object value) {
            return ((JsonNode) value).deepCopy();
        }
    };

    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,40}");
    private static final Pattern DECIMAL = Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

    private final String wanted;

    Scalar(String wanted) {
        this.wanted = wanted;
    }

    @Override
    public String wanted() {
        return wanted;
    }

    /// Text that is no number or truth value stays text, for [#read] to refuse with the field's name.
    @Override
    public JsonNode parse(String text, String where) {
        return switch (this) {
            case INT, LONG ->
                WHOLE.matcher(text).matches() ? BigIntegerNode.valueOf(new BigInteger(text)) : StringNode.valueOf(text);
            case FLOAT, DOUBLE ->
                DECIMAL.matcher(text).matches()
                        ? DoubleNode.valueOf(Double.parseDouble(text))
                        : StringNode.valueOf(text);
            case BOOLEAN ->
                text.equals("true") || text.equals("false")
                        ? BooleanNode.valueOf(text.equals("true"))
                        : StringNode.valueOf(text);
            case TEXT, PATH -> StringNode.valueOf(Text.unquote(text, where));
            case TREE -> Documents.json(text, where);
        };
    }

    @Override
    public JsonNode parseAlone(String text, String where) {
        return this == TEXT || this == PATH ? StringNode.valueOf(text) : parse(text, where);
    }

    @Override
    public String print(Object value) {
        return this == TEXT || this == PATH ? Text.quote(printAlone(value)) : printAlone(value);
    }

    @Override
    public String printAlone(Object value) {
        JsonNode node = write(value);
        return node.isString() ? node.stringValue() : node.toString();
    }

    void require(boolean holds, JsonNode found, String where) {
        if (!holds) {
            throw Form.wrong(where, found, wanted);
        }
    }

    private static JsonNode number(long value) {
        return value == (int) value ? IntNode.valueOf((int) value) : LongNode.valueOf(value);
    }

    private static JsonNode finite(double value) {
        if (!Double.isFinite(value)) {
            throw new InvalidSettings("a setting is " + value + ": only finite numbers can be written");
        }
        return JsonNodeFactory.instance.numberNode(value);
    }
}

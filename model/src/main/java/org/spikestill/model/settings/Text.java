package org.spikestill.model.settings;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/// Takes apart the text of settings, see [Catalog#parse]: commas separate, brackets nest, quotes protect.
final class Text {
    private static final String SPECIAL = ",=()[]{}\"\\";

    private Text() {}

    record Assignment(String name, String value) {}

    /// The parts between the commas that lie in no bracket and no quotes.
    static List<String> split(String text, String where) {
        List<String> parts = new ArrayList<>();
        if (text.isBlank()) {
            return parts;
        }
        int start = 0;
        for (int comma : commas(text, where)) {
            parts.add(part(text.substring(start, comma), text, where));
            start = comma + 1;
        }
        parts.add(part(text.substring(start), text, where));
        return parts;
    }

    private static String part(String part, String text, String where) {
        if (part.isBlank()) {
            throw new InvalidSettings(
                    Form.place(where) + " is '" + text + "': there is nothing beside one of its commas");
        }
        return part.strip();
    }

    private static List<Integer> commas(String text, String where) {
        List<Integer> commas = new ArrayList<>();
        Deque<Character> open = new ArrayDeque<>();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> i = closingQuote(text, i, where);
                case '(' -> open.push(')');
                case '[' -> open.push(']');
                case '{' -> open.push('}');
                case ')', ']', '}' -> {
                    if (open.isEmpty() || open.pop() != c) {
                        throw new InvalidSettings(
                                Form.place(where) + " is '" + text + "': its '" + c + "' closes nothing");
                    }
                }
                case ',' -> {
                    if (open.isEmpty()) {
                        commas.add(i);
                    }
                }
                default -> {}
            }
        }
        if (!open.isEmpty()) {
            throw new InvalidSettings(Form.place(where) + " is '" + text + "': a '" + open.peek() + "' is missing");
        }
        return commas;
    }

    private static int closingQuote(String text, int opening, String where) {
        for (int i = opening + 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\') {
                i++;
            } else if (text.charAt(i) == '"') {
                return i;
            }
        }
        throw new InvalidSettings(Form.place(where) + " is '" + text + "': its last quotation mark closes nothing");
    }

    /// The text between two brackets that enclose all of it.
    static String inside(String text, char opening, char closing, String where) {
        if (text.length() < 2 || text.charAt(0) != opening || text.charAt(text.length() - 1) != closing) {
            throw new InvalidSettings(Form.place(where) + " is '" + text + "': it must stand between '" + opening
                    + "' and '" + closing + "'");
        }
        return text.substring(1, text.length() - 1);
    }

    /// Name and value around the first `=`.
    static Assignment assignment(String part, String where) {
        int equals = part.startsWith("\"") ? part.indexOf('=', closingQuote(part, 0, where)) : part.indexOf('=');
        if (equals < 1) {
            throw new InvalidSettings(Form.place(where) + " holds '" + part + "': it must be name=value");
        }
        return new Assignment(
                part.substring(0, equals).strip(), part.substring(equals + 1).strip());
    }

    /// Quotes where the text would otherwise be taken apart.
    static String quote(String text) {
        boolean plain =
                !text.isEmpty() && text.equals(text.strip()) && text.chars().noneMatch(c -> SPECIAL.indexOf(c) >= 0);
        return plain ? text : "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    static String unquote(String text, String where) {
        if (!text.startsWith("\"")) {
            return text;
        }
        if (closingQuote(text, 0, where) != text.length() - 1) {
            throw new InvalidSettings(
                    Form.place(where) + " is " + text + ": something follows the closing quotation mark");
        }
        StringBuilder plain = new StringBuilder();
        for (int i = 1; i < text.length() - 1; i++) {
            plain.append(text.charAt(text.charAt(i) == '\\' ? ++i : i));
        }
        return plain.toString();
    }
}

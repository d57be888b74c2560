package org.spikestill.cli;

import java.util.ArrayList;
import java.util.List;

/// Text in lines of a bounded width, broken between words alone: a word wider than a line stands on one of its own.
final class Paragraph {
    private Paragraph() {}

    /// @param first begins the first line
    /// @param indent columns of the lines after it; of the first as well, where `first` is wider and stands on a line alone
    static String of(String first, int indent, String text, int width) {
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(first);
        if (first.length() >= indent && !first.isEmpty() && !text.isBlank()) {
            lines.add(first);
            line.setLength(0);
        }
        pad(line, indent);
        for (String word : text.strip().split(" +")) {
            if (line.length() > indent && line.length() + 1 + word.length() > width) {
                lines.add(line.toString());
                line.setLength(0);
                pad(line, indent);
            }
            line.append(line.length() > indent ? " " : "").append(word);
        }
        lines.add(line.toString().stripTrailing());
        return String.join(System.lineSeparator(), lines);
    }

    private static void pad(StringBuilder line, int indent) {
        line.append(" ".repeat(Math.max(0, indent - line.length())));
    }
}

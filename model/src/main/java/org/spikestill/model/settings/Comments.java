package org.spikestill.model.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// What the `@param` lines above a record say about its components, so that a help text need not say it again. They are
/// read off the source, which our jars carry beside the class; without it there is nothing to say.
final class Comments {
    private static final String COMMENT = "///";
    private static final String PARAMETER = "@param ";

    private Comments() {}

    /// Text by component.
    static Map<String, String> of(Class<? extends Record> record) {
        List<String> lines = source(record).lines().map(String::strip).toList();
        Pattern declaration = Pattern.compile("([a-z]+ )*record " + record.getSimpleName() + "[(<].*");
        for (int i = 0; i < lines.size(); i++) {
            if (declaration.matcher(lines.get(i)).matches()) {
                return parameters(commentAbove(lines, i));
            }
        }
        return Map.of();
    }

    private static String source(Class<?> type) {
        Class<?> file = type;
        while (file.getEnclosingClass() != null) {
            file = file.getEnclosingClass();
        }
        try (InputStream in = file.getResourceAsStream(file.getSimpleName() + ".java")) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private static List<String> commentAbove(List<String> lines, int declaration) {
        List<String> comment = new ArrayList<>();
        for (int i = declaration - 1; i >= 0; i--) {
            String line = lines.get(i);
            if (line.startsWith(COMMENT)) {
                comment.addFirst(line.substring(COMMENT.length()).strip());
            } else if (!line.startsWith("@")) { // an annotation may stand between the two
                break;
            }
        }
        return comment;
    }

    private static Map<String, String> parameters(List<String> comment) {
        Map<String, String> texts = new LinkedHashMap<>();
        String name = null;
        for (String line : comment) {
            if (line.startsWith(PARAMETER)) {
                String[] parts = line.substring(PARAMETER.length()).split(" +", 2);
                name = parts[0];
                texts.put(name, parts.length > 1 ? parts[1] : "");
            } else if (line.startsWith("@")) {
                name = null;
            } else if (name != null) {
                texts.merge(name, line, (before, more) -> before + " " + more);
            }
        }
        texts.replaceAll((_, text) -> text.replace("`", "").strip());
        return texts;
    }
}

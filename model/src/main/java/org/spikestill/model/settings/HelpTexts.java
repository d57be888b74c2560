package org.spikestill.model.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Help texts of a record: its comment's first sentence and `@param` lines, kept beside its class by the annotation processor of
/// the build. They are empty for a record that was compiled without it.
///
/// @param summary first sentence of the comment
/// @param components text by component
record HelpTexts(String summary, Map<String, String> components) {
    private static final String FOLDER = "/META-INF/spikestill/help/";

    HelpTexts {
        components = Collections.unmodifiableMap(new LinkedHashMap<>(components));
    }

    static HelpTexts of(Class<?> record) {
        Map<String, String> texts = new LinkedHashMap<>();
        try (InputStream in = record.getResourceAsStream(FOLDER + record.getName())) {
            String lines = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
            lines.lines().map(line -> line.split("=", 2)).forEach(parts -> texts.put(parts[0], parts[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        String summary = texts.remove("");
        return new HelpTexts(summary == null ? "" : summary, texts);
    }
}

package org.spikestill.model.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// Help texts of settings: the `@param` lines above a record, kept beside its class by the annotation processor of the build. A
/// record that was compiled without it has none.
final class ComponentTexts {
    private static final String FOLDER = "/META-INF/spikestill/components/";

    private ComponentTexts() {}

    /// Text by component.
    static Map<String, String> of(Class<? extends Record> record) {
        Map<String, String> texts = new LinkedHashMap<>();
        try (InputStream in = record.getResourceAsStream(FOLDER + record.getName())) {
            String lines = in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
            lines.lines().map(line -> line.split("=", 2)).forEach(parts -> texts.put(parts[0], parts[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        return texts;
    }
}

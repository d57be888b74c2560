package org.spikestill.model.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.spikestill.model.InvalidFile;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/// YAML and JSON to trees, within bounds: a document is small, shallow, names no field twice, and holds no aliases.
final class Documents {
    private static final int MAX_BYTES = 4 << 20;
    private static final int MAX_DEPTH = 64;

    private static final StreamReadConstraints BOUNDS =
            StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build();

    private static final JsonMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(BOUNDS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private static final YAMLMapper YAML = YAMLMapper.builder(YAMLFactory.builder()
                    .streamReadConstraints(BOUNDS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Documents() {}

    static JsonNode json(String text, String where) {
        try {
            return JSON.readTree(text);
        } catch (JacksonException e) {
            throw new InvalidSettings(Form.place(where) + " is not JSON: " + explain(e), e);
        }
    }

    static JsonNode json(Path file) {
        return tree(JSON, file, bytes(file), "JSON");
    }

    static JsonNode yaml(Path file) {
        byte[] bytes = bytes(file);
        refuseAliases(file, bytes);
        return tree(YAML, file, bytes, "YAML");
    }

    private static JsonNode tree(ObjectMapper mapper, Path file, byte[] bytes, String format) {
        try {
            return mapper.readTree(bytes);
        } catch (JacksonException e) {
            throw new InvalidFile(file, "is not " + format + ": " + explain(e), e);
        }
    }

    /// Jackson would hand over the alias's name as if it were text.
    private static void refuseAliases(Path file, byte[] bytes) {
        try (JsonParser parser = YAML.createParser(bytes)) {
            while (parser.nextToken() != null) {
                if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
                    throw new InvalidFile(
                            file,
                            "line " + parser.currentTokenLocation().getLineNr() + " uses the alias *"
                                    + parser.getString() + ": aliases are not supported, repeat the value");
                }
            }
        } catch (JacksonException e) {
            throw new InvalidFile(file, "is not YAML: " + explain(e), e);
        }
    }

    private static byte[] bytes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new InvalidFile(
                        file, "is longer than " + MAX_BYTES + " bytes: settings are small, is this a model?");
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw new InvalidFile(file, "there is no such file", e);
        } catch (IOException e) {
            throw new InvalidFile(file, "cannot be read: " + e.getMessage(), e);
        }
    }

    private static String explain(JacksonException e) {
        String problem = e.getOriginalMessage()
                .lines()
                .map(String::strip)
                .reduce((a, b) -> a + " " + b)
                .orElse("");
        var location = e.getLocation();
        return location == null
                ? problem
                : "line " + location.getLineNr() + ", column " + location.getColumnNr() + ": " + problem;
    }
}

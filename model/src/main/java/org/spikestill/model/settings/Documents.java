package org.spikestill.model.settings;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.spikestill.model.InvalidFile;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/// YAML and JSON to trees, within bounds: a document is small, shallow, names no field twice, and holds no aliases.
final class Documents {
    private static final int MAX_BYTES = 4 << 20;
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final int MAX_DEPTH = 64;

    private static final int MAX_TOKENS = 1 << 20;

    private static final StreamReadConstraints BOUNDS = StreamReadConstraints.builder()
            .maxNestingDepth(MAX_DEPTH)
            .maxTokenCount(MAX_TOKENS)
            .build();

    private static final ObjectMapper JSON = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(BOUNDS)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS) // we do, in plainer words
            .build();

    /// Made on first use: a model file holds JSON only, and should not wait for the YAML reader.
    private static final class Yaml {
        static final ObjectMapper MAPPER = YAMLMapper.builder(YAMLFactory.builder()
                        .streamReadConstraints(BOUNDS)
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .build())
                .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .build();
    }

    private Documents() {}

    static JsonNode json(String text, String where) {
        try (JsonParser parser = JSON.createParser(text)) {
            return only(JSON, parser);
        } catch (JacksonException e) {
            throw new InvalidSettings(Form.place(where) + " is not JSON: " + explain(e), e);
        }
    }

    static JsonNode json(Path file) {
        try (JsonParser parser = JSON.createParser(text(file))) {
            return only(JSON, parser);
        } catch (JacksonException e) {
            throw new InvalidFile(file, "is not JSON: " + explain(e), e);
        } catch (InvalidSettings e) {
            throw new InvalidFile(file, e.getMessage(), e);
        }
    }

    static JsonNode yaml(Path file) {
        String text = text(file);
        try (JsonParser tokens = Yaml.MAPPER.createParser(text);
                JsonParser parser = Yaml.MAPPER.createParser(text)) {
            refuseAliases(tokens);
            return only(Yaml.MAPPER, parser);
        } catch (JacksonException e) {
            throw new InvalidFile(file, "is not YAML: " + indentation(text).orElseGet(() -> explain(e)), e);
        } catch (InvalidSettings e) {
            throw new InvalidFile(file, e.getMessage(), e);
        }
    }

    /// The first line indented with a tab, which parsers report at the token before it.
    private static Optional<String> indentation(String text) {
        List<String> lines = text.lines().toList();
        return IntStream.range(0, lines.size())
                .filter(i -> lines.get(i).matches(" *\t.*"))
                .mapToObj(i -> "line " + (i + 1) + " is indented with a tab: indent with spaces")
                .findFirst();
    }

    private static JsonNode only(ObjectMapper mapper, JsonParser parser) {
        JsonNode tree = mapper.readTree(parser);
        if (parser.nextToken() != null) {
            throw new InvalidSettings("line " + parser.currentTokenLocation().getLineNr()
                    + " begins a second document: there must be one");
        }
        return tree == null ? MissingNode.getInstance() : tree;
    }

    /// Jackson would hand over the alias's name as if it were text.
    private static void refuseAliases(JsonParser parser) {
        while (parser.nextToken() != null) {
            if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
                throw new InvalidSettings(
                        "line " + parser.currentTokenLocation().getLineNr() + " uses the alias *" + parser.getString()
                                + ": aliases are not supported, repeat the value");
            }
        }
    }

    /// The text of a file in UTF-8, with or without a byte order mark.
    private static String text(Path file) {
        byte[] bytes = bytes(file);
        CharBuffer text = CharBuffer.allocate(bytes.length);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(in, text, true);
        text.flip();
        if (result.isError()) {
            throw new InvalidFile(
                    file,
                    "line " + (1 + text.chars().filter(each -> each == '\n').count()) + " is no UTF-8 text, at byte "
                            + in.position() + " of the file: save it as UTF-8");
        }
        String all = text.toString();
        return all.startsWith(BYTE_ORDER_MARK) ? all.substring(BYTE_ORDER_MARK.length()) : all;
    }

    private static byte[] bytes(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new InvalidFile(
                        file, "is longer than " + MAX_BYTES + " bytes: settings are small, is this a model?");
            }
            return bytes;
        } catch (IOException e) {
            throw InvalidFile.unreadable(file, e);
        }
    }

    /// Line, column and what is wrong, without the excerpts and method names that parsers add.
    private static String explain(JacksonException e) {
        String problem = e.getOriginalMessage()
                .lines()
                .filter(line -> !line.startsWith(" "))
                .collect(Collectors.joining(", "))
                .replaceAll(", from `[^`]*`", "");
        TokenStreamLocation location = e.getLocation();
        return location == null
                ? problem
                : "line " + location.getLineNr() + ", column " + location.getColumnNr() + ": " + problem;
    }
}

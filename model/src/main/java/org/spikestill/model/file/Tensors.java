package org.spikestill.model.file;

import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidFile;

/// Named arrays and named texts in one file of the safetensors layout, which many tools read.
///
/// ```
/// 8 bytes   length n of the header, little-endian
/// n bytes   JSON: {"__metadata__": {name: text, …}, name: {"dtype", "shape", "data_offsets": [begin, end]}, …},
///           padded with spaces so that the data begins at a multiple of 64
/// rest      little-endian, row-major arrays without gaps, wide elements first, then by name
/// ```
///
/// One text is ours: `digest` is the SHA-256 of the file with the 64 digits of the digest itself set to 0. Equal
/// contents give equal bytes.
///
/// @param blocks by name
/// @param metadata texts by name, without the digest
public record Tensors(Map<String, Block> blocks, Map<String, String> metadata) {
    static final String DIGEST = "digest";

    private static final int ALIGNMENT = 64;

    public Tensors {
        blocks = Collections.unmodifiableMap(new TreeMap<>(blocks));
        metadata = Collections.unmodifiableMap(new TreeMap<>(metadata));
        if (metadata.containsKey(DIGEST)) {
            throw new IllegalArgumentException(
                    "metadata holds '" + DIGEST + "', which the file itself writes: rename it");
        }
    }

    /// Maps a file, without a copy of its arrays, and checks its digest if it has one.
    ///
    /// @param arena what the arrays live as long as
    /// @throws InvalidFile saying what is wrong with the file
    public static Tensors read(Path file, Arena arena) {
        TensorReader reader = TensorReader.open(file, arena);
        if (reader.header().metadata().containsKey(DIGEST)) {
            reader.verifiedDigest();
        }
        return reader.tensors();
    }

    /// Digest of a file that has one, checked against its contents.
    ///
    /// @return 64 hexadecimal digits
    /// @throws InvalidFile saying what is wrong with the file
    public static String digest(Path file) {
        try (Arena arena = Arena.ofConfined()) {
            TensorReader reader = TensorReader.open(file, arena);
            if (!reader.header().metadata().containsKey(DIGEST)) {
                throw new InvalidFile(file, "has no digest: it was altered, " + TensorReader.AGAIN);
            }
            return reader.verifiedDigest();
        }
    }

    /// Writes the file whole or, if that fails, not at all.
    ///
    /// @return the digest, 64 hexadecimal digits
    /// @throws InvalidFile saying why the file cannot be written
    public String write(Path file) {
        Map<String, String> texts = new TreeMap<>(metadata);
        texts.put(DIGEST, Digest.BLANK);
        TensorHeader header = TensorHeader.of(blocks, texts);
        String json = header.toJson();
        String digest = Digest.of(parts(header, json));
        AtomicFile.write(file, parts(header, json.replace(mark(Digest.BLANK), mark(digest))));
        return digest;
    }

    /// The digest's entry in the header; no text can hold this, as its quotation marks would be escaped.
    static String mark(String digest) {
        return "\"" + DIGEST + "\":\"" + digest + "\"";
    }

    private List<ByteBuffer> parts(TensorHeader header, String json) {
        byte[] text = json.getBytes(StandardCharsets.UTF_8);
        int padded = Math.ceilDiv(8 + text.length, ALIGNMENT) * ALIGNMENT;
        if (padded > TensorReader.MAX_HEADER) {
            throw new IllegalArgumentException("names and metadata take " + text.length
                    + " bytes: a file holds at most " + TensorReader.MAX_HEADER);
        }
        ByteBuffer head = ByteBuffer.allocate(padded).order(ByteOrder.LITTLE_ENDIAN);
        head.putLong(padded - 8).put(text);
        while (head.hasRemaining()) {
            head.put((byte) ' ');
        }
        List<ByteBuffer> parts = new ArrayList<>(List.of(head.flip()));
        header.entries()
                .forEach(entry ->
                        parts.addAll(Digest.buffers(blocks.get(entry.name()).data())));
        return parts;
    }
}

package org.spikestill.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Locale;
import org.spikestill.model.file.Digest;

/// Digests under which data, and what is made of them, are known.
public final class Digests {
    private Digests() {}

    /// SHA-256 of the parts one after another, in lower-case hex.
    public static String sha256(byte[]... parts) {
        MessageDigest digest = Digest.sha256();
        for (byte[] part : parts) {
            digest.update(part);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /// SHA-256 of all samples as they are read, big-endian: shape and classes, then label and content of each; or shape and
    /// number of values, then values and content of each.
    ///
    /// @throws UncheckedIOException if a sample cannot be read
    static String ofSamples(Dataset data) {
        MessageDigest digest = Digest.sha256();
        String type = data.labels().kind().name().toLowerCase(Locale.ROOT);
        String header =
                "samples " + data.sample() + " " + type + " " + data.labels().width() + "\n";
        digest.update(header.getBytes(StandardCharsets.UTF_8));
        try {
            for (int i = 0; i < data.size(); i++) {
                digest.update(sample(data, i));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static byte[] sample(Dataset data, int index) throws IOException {
        float[] content = new float[data.sample().elements()];
        int label = data.read(index, content);
        return switch (data.labels().kind()) {
            case CLASSES, SOME_CLASSES, NONE -> {
                ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * content.length);
                bytes.putInt(label).asFloatBuffer().put(content);
                yield bytes.array();
            }
            case VALUES -> {
                float[] values = new float[data.labels().width()];
                data.values(index, values);
                ByteBuffer bytes = ByteBuffer.allocate(4 * values.length + 4 * content.length);
                bytes.asFloatBuffer().put(values).put(content);
                yield bytes.array();
            }
        };
    }
}

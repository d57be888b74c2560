package org.spikestill.data;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Digests under which data, and what is made of them, are known.
public final class Digests {
    private Digests() {}

    /// SHA-256 of the parts one after another, in lower-case hex.
    public static String sha256(byte[]... parts) {
        MessageDigest digest = sha256();
        for (byte[] part : parts) {
            digest.update(part);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /// SHA-256 of all samples as they are read: shape and classes, then label and values of each, big-endian.
    ///
    /// @throws UncheckedIOException if a sample cannot be read
    static String ofSamples(Dataset data) {
        MessageDigest digest = sha256();
        String header = "samples " + data.sample() + " classes " + data.classes() + "\n";
        digest.update(header.getBytes(StandardCharsets.UTF_8));
        float[] values = new float[data.sample().elements()];
        ByteBuffer bytes = ByteBuffer.allocate(4 + 4 * values.length);
        try {
            for (int i = 0; i < data.size(); i++) {
                bytes.clear().putInt(data.read(i, values)).asFloatBuffer().put(values);
                digest.update(bytes.array());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }
}

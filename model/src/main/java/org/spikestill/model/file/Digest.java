package org.spikestill.model.file;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// SHA-256 of a file that holds its own digest: the digits of the digest count as zeros.
public final class Digest {
    /// Placeholder of the digest while it is computed.
    static final String BLANK = "0".repeat(64);

    private static final long CHUNK = 1L << 28;

    private Digest() {}

    static String of(List<ByteBuffer> parts) {
        MessageDigest sha = sha256();
        parts.forEach(part -> sha.update(part.duplicate()));
        return HexFormat.of().formatHex(sha.digest());
    }

    /// A segment of any length as buffers, which hold 2 GiB at most.
    static List<ByteBuffer> buffers(MemorySegment segment) {
        List<ByteBuffer> buffers = new ArrayList<>();
        for (long from = 0; from < segment.byteSize(); from += CHUNK) {
            buffers.add(segment.asSlice(from, Math.min(CHUNK, segment.byteSize() - from))
                    .asByteBuffer());
        }
        return buffers;
    }

    /// A new SHA-256.
    public static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}

package org.spikestill.model.file;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/// SHA-256 of files. In one that holds its own digest, the digits of the digest count as zeros.
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

    /// SHA-256 of all bytes of a file, in lower-case hex.
    public static String of(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return of(channel);
        }
    }

    /// The same of an open file, wherever its channel stands.
    public static String of(FileChannel channel) throws IOException {
        MessageDigest sha = sha256();
        ByteBuffer part = ByteBuffer.allocate(1 << 16);
        for (long at = 0; channel.read(part.clear(), at) > 0; at += part.limit()) {
            sha.update(part.flip());
        }
        return HexFormat.of().formatHex(sha.digest());
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

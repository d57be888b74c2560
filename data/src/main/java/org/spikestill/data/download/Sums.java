package org.spikestill.data.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.spikestill.model.file.Digest;

/// SHA-256 of files of any length.
final class Sums {
    private Sums() {}

    static String sha256(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            return sha256(channel);
        }
    }

    /// Of the whole file, wherever the channel stands.
    static String sha256(FileChannel channel) throws IOException {
        MessageDigest sha = Digest.sha256();
        ByteBuffer part = ByteBuffer.allocate(1 << 16);
        for (long at = 0; channel.read(part.clear(), at) > 0; at += part.limit()) {
            sha.update(part.flip());
        }
        return HexFormat.of().formatHex(sha.digest());
    }
}

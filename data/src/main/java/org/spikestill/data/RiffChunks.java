package org.spikestill.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// Chunks of a RIFF file, the container of WebP: 12 bytes, then for each chunk its name, its length in 32 bits and its content, filled up
/// to an even length. Claimed lengths are checked, since libraries allocate by them.
final class RiffChunks {
    private static final int HEAD = 12;
    private static final int CHUNK = 8;

    private RiffChunks() {}

    /// Whether every chunk ends within the file.
    static boolean fit(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer head = ByteBuffer.allocate(CHUNK).order(ByteOrder.LITTLE_ENDIAN);
            long at = HEAD;
            while (at + CHUNK <= channel.size()) {
                channel.read(head.clear(), at);
                long length = head.getInt(4) & 0xffff_ffffL;
                at += CHUNK + length + (length & 1);
                if (at > channel.size() + 1) { // some writers leave out the last filling
                    return false;
                }
            }
            return true;
        }
    }
}

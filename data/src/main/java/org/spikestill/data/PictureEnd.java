package org.spikestill.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import org.spikestill.model.InvalidFile;

/// Detection of pictures that are cut short, without decoding: each format marks its end.
///
/// ```
/// PNG    begins 89 50, ends with the chunk IEND
/// JPEG   begins ff d8, ends with the marker ff d9, which compressed data cannot hold
/// GIF    begins 47 49, ends with 3b
/// WebP   begins 52 49 ("RIFF"), then its length beyond 8 bytes, 32 bit little-endian
/// BMP    begins 42 4d, then its length, 32 bit little-endian
/// ```
final class PictureEnd {
    private static final byte[] PNG = {'I', 'E', 'N', 'D'};
    private static final byte[] GIF = {0x3b};
    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd9};

    /// Place at which the end is expected; some writers add a few bytes behind it.
    private static final int TAIL = 64;

    private PictureEnd() {}

    /// @throws InvalidFile if the picture ends too early
    static void check(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path)) {
            ByteBuffer head = read(file, 0, 8);
            if (head.limit() < 8) {
                throw cutShort(path, file.size());
            }
            boolean whole = switch (head.getShort(0) & 0xffff) {
                case 0x8950 -> holds(file, PNG);
                case 0xffd8 -> holds(file, JPEG);
                case 0x424d ->
                    file.size() >= (head.order(ByteOrder.LITTLE_ENDIAN).getInt(2) & 0xffff_ffffL);
                case 0x4749 -> holds(file, GIF);
                case 0x5249 ->
                    file.size() >= 8 + (head.order(ByteOrder.LITTLE_ENDIAN).getInt(4) & 0xffff_ffffL);
                default -> true; // the readers have their own ways to recognise a format
            };
            if (!whole) {
                throw cutShort(path, file.size());
            }
        }
    }

    private static InvalidFile cutShort(Path path, long bytes) {
        return new InvalidFile(path, "the picture is cut short at byte " + bytes + ": fetch it again");
    }

    private static boolean holds(FileChannel file, byte[] end) throws IOException {
        long tail = Math.max(0, file.size() - TAIL);
        return holds(read(file, tail, TAIL), end)
                || holds(read(file, 0, (int) Math.min(file.size(), ByteFile.MAX_BYTES)), end);
    }

    private static boolean holds(ByteBuffer bytes, byte[] end) {
        ByteBuffer wanted = ByteBuffer.wrap(end);
        for (int at = bytes.limit() - end.length; at >= 0; at--) {
            if (bytes.slice(at, end.length).equals(wanted)) {
                return true;
            }
        }
        return false;
    }

    /// At most so many bytes, fewer where the file ends.
    private static ByteBuffer read(FileChannel file, long from, int most) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(most);
        int step = 0;
        while (bytes.hasRemaining() && step >= 0) {
            step = file.read(bytes, from + bytes.position());
        }
        return bytes.flip();
    }
}

package org.spikestill.report;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.function.IntBinaryOperator;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/// Small pictures as data addresses: PNG (ISO/IEC 15948), true colour, 8 bits, no filter, one pixel per value. Needs no
/// desktop classes, so a report is written on a machine without them.
final class Png {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

    private Png() {}

    /// @param rgb colour 0xRRGGBB at row and column
    static String dataAddress(int height, int width, IntBinaryOperator rgb) {
        return "data:image/png;base64," + Base64.getEncoder().encodeToString(encode(height, width, rgb));
    }

    static byte[] encode(int height, int width, IntBinaryOperator rgb) {
        byte[] header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0}) // bits, true colour, deflate, filter by row, not interlaced
                .array();
        byte[] pixels = deflate(scanlines(height, width, rgb));
        ByteBuffer file = ByteBuffer.allocate(SIGNATURE.length + 3 * 12 + header.length + pixels.length);
        file.put(SIGNATURE);
        chunk(file, "IHDR", header);
        chunk(file, "IDAT", pixels);
        chunk(file, "IEND", new byte[0]);
        return file.array();
    }

    private static byte[] scanlines(int height, int width, IntBinaryOperator rgb) {
        ByteBuffer lines = ByteBuffer.allocate(height * (1 + 3 * width));
        for (int row = 0; row < height; row++) {
            lines.put((byte) 0); // no filter
            for (int column = 0; column < width; column++) {
                int colour = rgb.applyAsInt(row, column);
                lines.put((byte) (colour >> 16)).put((byte) (colour >> 8)).put((byte) colour);
            }
        }
        return lines.array();
    }

    private static byte[] deflate(byte[] bytes) {
        try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION)) {
            deflater.setInput(bytes);
            deflater.finish();
            byte[] packed = new byte[bytes.length + bytes.length / 1000 + 64]; // more than deflate ever adds
            return Arrays.copyOf(packed, deflater.deflate(packed));
        }
    }

    private static void chunk(ByteBuffer file, String type, byte[] data) {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 check = new CRC32();
        check.update(name);
        check.update(data);
        file.putInt(data.length).put(name).put(data).putInt((int) check.getValue());
    }
}

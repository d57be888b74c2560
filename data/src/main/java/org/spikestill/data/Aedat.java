package org.spikestill.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// Reads polarity events of AEDAT 3.1 recordings (iniVation), as DVS128 Gesture is published in: header lines that
/// begin with `#`, up to `#!END-HEADER` or the first byte that is no `#`, then packets, all numbers little-endian.
///
/// ```
/// packet   16 bit: type, source; 32 bit: size, time offset, overflow, capacity, number, valid; capacity·size bytes
/// event    data, time (32 bit); data: valid in bit 0, polarity in 1, y in 2 to 16, x in 17 to 31
/// time in microseconds: overflow · 2³¹ + time
/// ```
///
/// Packets of other types, and events that are not valid, are passed over.
final class Aedat {
    private static final String FIRST_LINE = "#!AER-DAT3.1";
    private static final String LAST_LINE = "#!END-HEADER";
    private static final int MAX_HEADER = 1 << 16;
    private static final int PACKET = 28;
    private static final int POLARITY = 1;
    private static final int EVENT = 8;

    /// Bound on one packet; usual ones hold some thousand events.
    private static final int MAX_PACKET = 1 << 26;

    private Aedat() {}

    /// @param width of the sensor; events beyond are refused
    /// @param height of the sensor
    static void read(Path path, int width, int height, EventSink sink) throws IOException {
        try (ByteFile file = ByteFile.open(path)) {
            byte[] next = header(file);
            while (next.length > 0 || !file.isOver()) {
                packet(file, next, width, height, sink);
                next = new byte[0];
            }
        }
    }

    /// Passes over the header.
    ///
    /// @return the first byte behind it if that had to be looked at
    private static byte[] header(ByteFile file) throws IOException {
        String line = line(file);
        if (!line.equals(FIRST_LINE)) {
            throw file.refusal(0, "the first line is not " + FIRST_LINE + ": this is another kind of file");
        }
        while (!line.equals(LAST_LINE) && !file.isOver()) {
            byte[] first = file.bytes(1, "header");
            if (first[0] != '#') {
                return first;
            }
            line = "#" + line(file);
        }
        return new byte[0];
    }

    private static String line(ByteFile file) throws IOException {
        StringBuilder line = new StringBuilder();
        byte[] one = new byte[1];
        while (true) {
            file.read(one, 0, 1, "header");
            if (one[0] == '\n') {
                return line.toString().stripTrailing();
            }
            if (file.position() > MAX_HEADER) {
                throw file.refusal(
                        0, "the header has more than " + MAX_HEADER + " bytes: this is another kind of file");
            }
            line.append(new String(one, StandardCharsets.ISO_8859_1));
        }
    }

    private static void packet(ByteFile file, byte[] begun, int width, int height, EventSink sink) throws IOException {
        long start = file.position() - begun.length;
        byte[] bytes = new byte[PACKET];
        System.arraycopy(begun, 0, bytes, 0, begun.length);
        file.read(bytes, begun.length, PACKET - begun.length, "packets");
        ByteBuffer head = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int type = head.getShort(0);
        int size = head.getInt(4);
        long overflow = head.getInt(12);
        int capacity = head.getInt(16);
        int number = head.getInt(20);
        if (size < 1 || capacity < 0 || (long) size * capacity > MAX_PACKET) {
            throw file.refusal(
                    start,
                    "a packet of " + capacity + " events of " + size + " bytes: wanted at most " + MAX_PACKET
                            + " bytes");
        }
        if (number < 0 || number > capacity || overflow < 0 || type == POLARITY && size != EVENT) {
            throw file.refusal(
                    start,
                    "a packet of type " + type + " with " + number + " of " + capacity + " events of " + size
                            + " bytes, overflow " + overflow + ": the file is damaged, fetch it again");
        }
        ByteBuffer data =
                ByteBuffer.wrap(file.bytes(size * capacity, "packets")).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; type == POLARITY && i < number; i++) {
            int event = data.getInt(i * EVENT);
            int x = event >>> 17;
            int y = event >>> 2 & 0x7fff;
            if ((event & 1) != 0) {
                if (x >= width || y >= height) {
                    throw file.refusal(
                            start + PACKET + (long) i * EVENT,
                            "an event at column " + x + " and row " + y + " of a sensor of " + width + "×" + height);
                }
                long micros = overflow << 31 | data.getInt(i * EVENT + 4) & 0x7fff_ffffL;
                sink.event(x, y, (event & 2) != 0, micros);
            }
        }
    }
}

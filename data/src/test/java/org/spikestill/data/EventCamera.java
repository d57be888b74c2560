package org.spikestill.data;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Writes recordings in the two layouts, from their descriptions and not from the readers.
final class EventCamera {
    private EventCamera() {}

    record Event(int x, int y, boolean on, long micros) {}

    /// One number of 40 bits per event: 8 of x, 8 of y, 1 of polarity, 23 of time.
    static byte[] aer(Event... events) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        for (Event each : events) {
            long word = (long) each.x() << 32 | (long) each.y() << 24 | (each.on() ? 1L : 0L) << 23 | each.micros();
            for (int shift = 32; shift >= 0; shift -= 8) {
                file.write((int) (word >> shift & 0xff));
            }
        }
        return file.toByteArray();
    }

    /// A header without END-HEADER if `bare`, then one packet per list.
    static byte[] aedat(boolean bare, List<byte[]> packets) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        String header = "#!AER-DAT3.1\r\n#Format: RAW\r\n#Source 1: DVS128\r\n" + (bare ? "" : "#!END-HEADER\r\n");
        file.writeBytes(header.getBytes(StandardCharsets.US_ASCII));
        packets.forEach(file::writeBytes);
        return file.toByteArray();
    }

    /// @param overflow multiples of 2³¹ microseconds that times are short of
    static byte[] packet(int type, int overflow, int capacity, Event... events) {
        ByteBuffer packet = ByteBuffer.allocate(28 + 8 * capacity).order(ByteOrder.LITTLE_ENDIAN);
        packet.putShort((short) type).putShort((short) 1).putInt(8).putInt(4);
        packet.putInt(overflow).putInt(capacity).putInt(events.length).putInt(events.length);
        for (Event each : events) {
            packet.putInt(1 + (each.on() ? 2 : 0) + 4 * each.y() + (each.x() << 17));
            packet.putInt((int) each.micros());
        }
        return packet.array();
    }

    /// Collects what a reader finds.
    static EventSink into(List<Event> found) {
        return (x, y, on, micros) -> found.add(new Event(x, y, on, micros));
    }

    static List<Event> list() {
        return new ArrayList<>();
    }
}

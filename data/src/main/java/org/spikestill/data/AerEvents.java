package org.spikestill.data;

import java.io.IOException;
import java.nio.file.Path;
import org.spikestill.model.InvalidFile;

/// A recording of 40-bit events, as N-MNIST has them (Orchard, Jayawant, Cohen, Thakor, Frontiers in Neuroscience
/// 2015).
///
/// ```
/// byte 0   x      byte 1   y      byte 2   polarity in bit 7 (1 = brighter)
/// time in microseconds: 23 bits, byte 2 bits 6 to 0, byte 3, byte 4
/// y = 240 is no event: times from it on are 2¹³ later
/// without such marks, times wrap around every 2²³ µs, 8.4 s
/// ```
///
/// Owns its bytes, which nobody writes.
final class AerEvents {
    private static final int BYTES = 5;
    private static final int OVERFLOW_ROW = 240;
    private static final long OVERFLOW_MICROS = 1 << 13;
    private static final int WRAP = 1 << 23;

    /// Bound on a recording: 3.3 million events, six hundred times a usual one.
    private static final int MAX_BYTES = 1 << 24;

    private final byte[] bytes;

    private AerEvents(byte[] bytes) {
        this.bytes = bytes;
    }

    /// @param width of the sensor; events beyond are refused
    /// @param height of the sensor
    static AerEvents read(Path path, int width, int height) throws IOException {
        try (ByteFile file = ByteFile.open(path)) {
            byte[] bytes = file.rest(MAX_BYTES);
            if (bytes.length == 0 || bytes.length % BYTES != 0) {
                throw new InvalidFile(
                        path,
                        "the recording has " + bytes.length + " bytes, wanted a multiple of " + BYTES
                                + ": it is cut short or another kind of file");
            }
            for (int at = 0; at < bytes.length; at += BYTES) {
                int x = bytes[at] & 0xff;
                int y = bytes[at + 1] & 0xff;
                if (y != OVERFLOW_ROW && (x >= width || y >= height)) {
                    throw file.refusal(
                            at,
                            "an event at column " + x + " and row " + y + " of a sensor of " + width + "×" + height);
                }
            }
            return new AerEvents(bytes);
        }
    }

    void forEach(EventSink sink) {
        Clock clock = new Clock();
        for (int at = 0; at < bytes.length; at += BYTES) {
            int y = bytes[at + 1] & 0xff;
            if (y == OVERFLOW_ROW) {
                clock.overflow();
            } else {
                int time = (bytes[at + 2] & 0x7f) << 16 | (bytes[at + 3] & 0xff) << 8 | bytes[at + 4] & 0xff;
                sink.event(bytes[at] & 0xff, y, (bytes[at + 2] & 0x80) != 0, clock.micros(time));
            }
        }
    }

    /// Makes one time of 23 bits and what they are short of. Of all times that end in those bits, the one nearest to the
    /// event before is meant: events are in order but for a little jitter, and half of 8.4 s never passes without any.
    private static final class Clock {
        private long late;
        private int before =
                -1; // 23 bits of the last event, none behind an overflow, which says itself how much passed

        void overflow() {
            late += OVERFLOW_MICROS;
            before = -1;
        }

        long micros(int time) {
            int step = before < 0 ? 0 : time - before;
            if (step < -WRAP / 2) {
                late += WRAP;
            } else if (step > WRAP / 2 && late >= WRAP) {
                late -= WRAP;
            }
            before = time;
            return late + time;
        }
    }
}

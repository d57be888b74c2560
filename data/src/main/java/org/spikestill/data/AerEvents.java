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
/// ```
///
/// Owns its bytes, which nobody writes.
final class AerEvents {
    private static final int BYTES = 5;
    private static final int OVERFLOW_ROW = 240;
    private static final long OVERFLOW_MICROS = 1 << 13;

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
        long late = 0;
        for (int at = 0; at < bytes.length; at += BYTES) {
            int y = bytes[at + 1] & 0xff;
            if (y == OVERFLOW_ROW) {
                late += OVERFLOW_MICROS;
            } else {
                long micros = (bytes[at + 2] & 0x7fL) << 16 | (bytes[at + 3] & 0xffL) << 8 | bytes[at + 4] & 0xffL;
                sink.event(bytes[at] & 0xff, y, (bytes[at + 2] & 0x80) != 0, micros + late);
            }
        }
    }
}

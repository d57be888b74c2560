package org.spikestill.data;

import org.spikestill.model.Check;
import org.spikestill.model.Shape;

/// Frames of events: events are counted by polarity, by part of the time and by cell of the sensor.
///
/// ```
/// value = min(1, events / full)      channel = 2·bin + polarity      bin = floor(bins·(t − start)/(end − start))
/// ```
///
/// @param bins equal parts of the time, 1 to 64
/// @param cell edge of the squares of pixels that are counted together, 1 to 64
/// @param full events of a cell in a bin that read as 1, 1 to 255
/// @param width of the sensor
/// @param height of the sensor
record EventFrames(int bins, int cell, int full, int width, int height) {
    EventFrames {
        Check.within("bins", bins, 1, 64);
        Check.within("cell", cell, 1, 64);
        Check.within("full", full, 1, 255);
    }

    /// `[2·bins, height/cell, width/cell]`, rests dropped.
    Shape shape() {
        return Shape.of(2 * bins, height / cell, width / cell);
    }

    /// Counts what happens from `start` to before `end`.
    ///
    /// @param frames takes the counts of this recording from `offset` on
    EventSink counting(long start, long end, byte[] frames, int offset) {
        int rows = height / cell;
        int columns = width / cell;
        return (x, y, on, micros) -> {
            boolean inside = micros >= start && micros < end && x / cell < columns && y / cell < rows;
            if (inside) {
                int channel = 2 * (int) (bins * (micros - start) / (end - start)) + (on ? 1 : 0);
                int at = offset + (channel * rows + y / cell) * columns + x / cell;
                frames[at] = (byte) Math.min(full, (frames[at] & 0xff) + 1);
            }
        };
    }

    /// @throws IllegalArgumentException if so many samples are more than memory is taken for
    byte[] frames(int samples) {
        long bytes = (long) samples * shape().elements();
        if (bytes > ByteFile.MAX_BYTES) {
            throw new IllegalArgumentException(samples + " samples of " + shape() + " take " + bytes
                    + " bytes, at most " + ByteFile.MAX_BYTES + " are held: choose fewer bins or larger cells");
        }
        return new byte[(int) bytes];
    }

    Dataset dataset(byte[] frames, byte[] labels, int classes) {
        return new ByteImages(shape(), classes, frames, labels, full);
    }
}

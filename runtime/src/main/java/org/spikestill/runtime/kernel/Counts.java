package org.spikestill.runtime.kernel;

/// Events as whole numbers: a spike is 1, the mean over a window of spikes is how many of them fired. A hot buffer,
/// allocated once and refilled every tick.
public final class Counts {
    private final Layout layout;
    private final int parts;
    private final int[] elements;
    private final short[] values;
    private final int[] starts;
    private final int[] totals;
    private final short[] sums = new short[IntegerSynapses.SLICE];
    private final int[] wideSums = new int[IntegerSynapses.SLICE];
    private int count;

    /// @param parts of which 1 consists in the events: their values are multiples of 1 / parts
    public Counts(Layout layout, int parts) {
        this.layout = layout;
        this.parts = parts;
        elements = new int[layout.elements()];
        values = new short[elements.length];
        starts = new int[layout.pixels() + 1];
        totals = new int[layout.pixels() + 1];
    }

    /// Takes over the events of a tick.
    public void refill(Events events) {
        count = events.count();
        System.arraycopy(events.elements(), 0, elements, 0, count);
        System.arraycopy(events.starts(), 0, starts, 0, starts.length);
        float[] graded = events.values();
        for (int event = 0; event < count; event++) {
            values[event] = (short) (graded[event] * parts + 0.5f); // 25·(3 / 25f) may be just below 3
        }
        int total = 0;
        for (int pixel = 0; pixel < layout.pixels(); pixel++) {
            totals[pixel] = total;
            for (int event = starts[pixel]; event < starts[pixel + 1]; event++) {
                total += values[event];
            }
        }
        totals[layout.pixels()] = total;
    }

    /// Numbers of the elements, ascending.
    int[] elements() {
        return elements;
    }

    /// Count at each of the elements, from 1.
    short[] values() {
        return values;
    }

    /// The entries of pixel p are those from `starts[p]` to `starts[p + 1] − 1`.
    int[] starts() {
        return starts;
    }

    /// Sum of all values in front of pixel p.
    int[] totals() {
        return totals;
    }

    /// For sums on their way out of registers.
    short[] sums() {
        return sums;
    }

    /// The same in 32 bits.
    int[] wideSums() {
        return wideSums;
    }
}

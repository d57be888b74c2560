package org.spikestill.runtime.kernel;

import java.util.Arrays;

/// Events of a signal in one tick: its elements other than 0, in ascending order. A hot buffer, allocated once and
/// refilled every tick.
public final class Events {
    private final Layout layout;
    private final boolean spikes;
    private final int[] elements;
    private final float[] values;
    private final int[] starts;
    private int count;
    private int fired;

    private Events(Layout layout, boolean spikes) {
        this.layout = layout;
        this.spikes = spikes;
        elements = new int[Kernels.capacity(layout.elements())];
        values = new float[elements.length];
        starts = new int[layout.pixels() + 1];
    }

    /// Events that all carry 1.
    public static Events spikes(Layout layout) {
        Events events = new Events(layout, true);
        Arrays.fill(events.values, 1);
        return events;
    }

    /// Events that carry any value.
    public static Events graded(Layout layout) {
        return new Events(layout, false);
    }

    public Layout layout() {
        return layout;
    }

    /// Whether every value is 1 by construction.
    public boolean areSpikes() {
        return spikes;
    }

    public int count() {
        return count;
    }

    /// Neurons whose spikes these events are, or are the means of.
    public int fired() {
        return fired;
    }

    /// Numbers of the elements; the first [#count()] hold.
    public int[] elements() {
        return elements;
    }

    /// Values of the elements; the first [#count()] hold.
    public float[] values() {
        return values;
    }

    /// The events of pixel p are those from `starts[p]` to `starts[p + 1] − 1`.
    public int[] starts() {
        return starts;
    }

    /// Begins a refill entry by entry.
    void clear() {
        count = 0;
    }

    /// Adds one entry behind the last.
    void add(int element, float value) {
        elements[count] = element;
        values[count] = value;
        count++;
    }

    /// Takes over entries that were written behind the last one.
    void extend(int size) {
        count = size;
    }

    /// Says how many neurons fired where events are means.
    void fired(int neurons) {
        fired = neurons;
    }

    /// Ends a refill: the first `size` entries hold now.
    void filled(int size) {
        count = size;
        fired = size;
        int event = 0;
        for (int pixel = 0; pixel < layout.pixels(); pixel++) {
            starts[pixel] = event;
            int end = (pixel + 1) * layout.channels();
            while (event < size && elements[event] < end) {
                event++;
            }
        }
        starts[layout.pixels()] = size;
    }

    /// Ends a refill that has already set where each pixel's events start.
    void started(int size) {
        count = size;
        fired = size;
        starts[layout.pixels()] = size;
    }
}

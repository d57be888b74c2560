package org.spikestill.runtime.kernel;

import java.util.Arrays;
import org.spikestill.model.Shape;

/// Pooling of a map in windows of `size`×`size` pixels: the mean, to which each element contributes, or the largest value.
public final class Pooling {
    private final int outputs;
    private final int area;
    private final int width;
    private final int[] targets;
    private final int[] windows;
    private final int[] offsets;

    public Pooling(int size, Shape in, Shape out) {
        outputs = out.elements();
        area = size * size;
        width = out.width();
        windows = new int[out.height() * out.width()];
        for (int pixel = 0; pixel < windows.length; pixel++) {
            windows[pixel] = (pixel / out.width() * size * in.width() + pixel % out.width() * size) * in.channels();
        }
        offsets = new int[area];
        for (int i = 0; i < area; i++) {
            offsets[i] = (i / size * in.width() + i % size) * in.channels();
        }
        targets = new int[in.elements()];
        Arrays.fill(targets, outputs);
        for (int y = 0; y < out.height() * size; y++) {
            for (int x = 0; x < out.width() * size; x++) {
                for (int channel = 0; channel < in.channels(); channel++) {
                    int target = (y / size * out.width() + x / size) * in.channels() + channel;
                    targets[(y * in.width() + x) * in.channels() + channel] = target;
                }
            }
        }
    }

    /// Means of one tick's events; rows and columns that fill no window are dropped.
    ///
    /// @param means written, in a buffer of [Kernels#capacity]
    public void average(Events events, float[] means) {
        int[] elements = events.elements();
        float[] values = events.values();
        Arrays.fill(means, 0);
        for (int event = 0; event < events.count(); event++) {
            means[targets[elements[event]]] += values[event];
        }
        means[outputs] = 0; // what was dropped
        for (int i = 0; i < outputs; i++) {
            means[i] /= area; // like the trainer; times 1f / area would round 5 / 25f otherwise
        }
    }

    /// Largest values of the windows.
    ///
    /// @param maxima written, in a buffer of [Kernels#capacity]
    public void maximum(float[] values, float[] maxima) {
        Arrays.fill(maxima, 0, outputs, Float.NEGATIVE_INFINITY);
        for (int element = 0; element < targets.length; element++) {
            maxima[targets[element]] = Math.max(maxima[targets[element]], values[element]);
        }
        maxima[outputs] = 0; // what was dropped
    }

    /// Whether every element is in some window.
    public boolean isWhole() {
        return targets.length == outputs * area;
    }

    /// Elements in a window, of one channel.
    public int area() {
        return area;
    }

    /// Windows in a row.
    int width() {
        return width;
    }

    /// First element of each window.
    int[] windows() {
        return windows;
    }

    /// Elements of a window's first channel, counted from its first element.
    int[] offsets() {
        return offsets;
    }

    /// Ends a refill with how many neurons of each window fired: they become means.
    void finish(Events counts) {
        float[] values = counts.values();
        int fired = 0;
        for (int event = 0; event < counts.count(); event++) {
            fired += (int) values[event];
        }
        for (int event = 0; event < counts.count(); event++) {
            values[event] /= area;
        }
        counts.started(counts.count());
        counts.fired(fired);
    }
}

package org.spikestill.runtime.kernel;

import java.util.Arrays;
import org.spikestill.model.Shape;

/// Which mean each element of a map contributes to, in windows of `size`×`size` pixels.
public final class Pooling {
    private final int outputs;
    private final int area;
    private final int[] targets;

    public Pooling(int size, Shape in, Shape out) {
        outputs = out.elements();
        area = size * size;
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
}

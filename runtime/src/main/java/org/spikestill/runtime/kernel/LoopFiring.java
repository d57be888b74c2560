package org.spikestill.runtime.kernel;

import java.util.Arrays;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;

/// Populations in loops without branches, and the list of those that fired.
///
/// ```
/// s = max(sign(u − threshold), 0)      1 if u > threshold, since u − threshold is 0 for equal floats alone
/// v = u − threshold·s   (subtract)     v = min(u, largest·(1 − s))   (zero; also right for an infinite u)
/// ```
final class LoopFiring {
    private float[] fired = {};
    private int[] counts = {};

    void fire(Lif lif, float[] before, float[] membranes, float[] currents, Events spikes) {
        int neurons = spikes.layout().elements();
        tick(lif, before, membranes, currents, neurons);
        int[] elements = spikes.elements();
        int count = 0;
        for (int i = 0; i < neurons; i++) {
            elements[count] = i;
            count += (int) fired[i];
        }
        spikes.filled(count);
    }

    void fire(
            Lif lif, Pooling pooling, float[] before, float[] membranes, float[] currents, Events[] means, int ticks) {
        int neurons =
                pooling.windows().length * pooling.area() * means[0].layout().channels();
        for (int tick = 0; tick < ticks; tick++) {
            tick(lif, tick == 0 ? before : membranes, membranes, currents, neurons);
            pool(pooling, means[tick]);
        }
    }

    private void tick(Lif lif, float[] before, float[] membranes, float[] currents, int neurons) {
        if (fired.length < neurons) {
            fired = new float[neurons];
        }
        boolean subtract = lif.reset().target() == Reset.Target.SUBTRACT;
        if (lif.order() == Order.CHARGE_FIRST) {
            charge(lif.leak(), before, membranes, currents, neurons);
            reset(lif.threshold(), subtract, membranes, membranes, neurons);
        } else {
            reset(lif.threshold(), subtract, before, membranes, neurons);
            charge(lif.leak(), membranes, membranes, currents, neurons);
        }
    }

    private static void charge(float leak, float[] before, float[] membranes, float[] currents, int neurons) {
        for (int i = 0; i < neurons; i++) {
            membranes[i] = leak * before[i] + currents[i];
        }
    }

    private void reset(float threshold, boolean subtract, float[] ready, float[] rested, int neurons) {
        float[] spikes = fired;
        for (int i = 0; i < neurons; i++) {
            spikes[i] = Math.max(Math.signum(ready[i] - threshold), 0);
        }
        if (subtract) {
            for (int i = 0; i < neurons; i++) {
                rested[i] = ready[i] - threshold * spikes[i];
            }
        } else {
            for (int i = 0; i < neurons; i++) {
                rested[i] = Math.min(ready[i], Float.MAX_VALUE * (1 - spikes[i]));
            }
        }
    }

    /// Counts by window and channel of the neurons that fired.
    private void pool(Pooling pooling, Events means) {
        int channels = means.layout().channels();
        if (counts.length < channels) {
            counts = new int[channels];
        }
        means.clear();
        for (int window = 0; window < pooling.windows().length; window++) {
            means.starts()[window] = means.count();
            sum(pooling, pooling.windows()[window], channels);
            for (int channel = 0; channel < channels; channel++) {
                if (counts[channel] > 0) {
                    means.add(window * channels + channel, counts[channel]);
                }
            }
        }
        pooling.finish(means);
    }

    private void sum(Pooling pooling, int first, int channels) {
        Arrays.fill(counts, 0, channels, 0);
        for (int offset : pooling.offsets()) {
            int from = first + offset;
            for (int channel = 0; channel < channels; channel++) {
                counts[channel] += (int) fired[from + channel]; // a membrane that is no number does not fire
            }
        }
    }
}

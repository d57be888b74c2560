package org.spikestill.runtime.kernel;

import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;

/// Populations in loops without branches, piece by piece, so that the neurons stay in a core's first cache.
///
/// ```
/// g = sign(u − threshold)     1 if u > threshold, since u − threshold is 0 for equal floats alone
/// s = (g·g + g) / 2           1 for g = 1, else 0; no number for a membrane that is none, which does not fire
/// v = u − threshold·s         (subtract)     v = min(u, largest·(1 − s))   (zero; also right for an infinite u)
/// ```
final class LoopFiring {
    private static final int PIECE = 2048;

    private final SpikeBytes spikes = new SpikeBytes();
    private float[] fired = {};

    void fire(Lif lif, float[] before, float[] membranes, float[] currents, Events events) {
        int neurons = events.layout().elements();
        reserve(neurons);
        tick(lif, before, membranes, currents, 0, neurons);
        spikes.list(neurons, events);
    }

    /// Rows of windows one after the other, in each one tick after the other.
    ///
    /// @param pooling whose counts [SpikeBytes#fit]
    void fire(
            Lif lif, Pooling pooling, float[] before, float[] membranes, float[] currents, Events[] means, int ticks) {
        int rows = pooling.windows().length / pooling.width();
        int size = pooling.width() * pooling.area() * means[0].layout().channels();
        reserve(rows * size);
        for (int tick = 0; tick < ticks; tick++) {
            means[tick].clear();
        }
        for (int row = 0; row < rows; row++) {
            for (int tick = 0; tick < ticks; tick++) {
                tick(lif, tick == 0 ? before : membranes, membranes, currents, row * size, (row + 1) * size);
                spikes.count(pooling, row, means[tick]);
            }
        }
        for (int tick = 0; tick < ticks; tick++) {
            SpikeBytes.unpack(means[tick]);
            pooling.finish(means[tick]);
        }
    }

    private void reserve(int neurons) {
        if (fired.length < neurons) {
            fired = new float[neurons];
        }
        spikes.reserve(neurons);
    }

    /// One tick of some neurons, and their spikes.
    private void tick(Lif lif, float[] before, float[] membranes, float[] currents, int first, int end) {
        float threshold = lif.threshold();
        boolean subtract = lif.reset().target() == Reset.Target.SUBTRACT;
        for (int from = first; from < end; from += PIECE) {
            int to = Math.min(from + PIECE, end);
            if (lif.order() == Order.FIRE_FIRST) {
                fire(threshold, before, from, to);
                reset(threshold, subtract, before, membranes, from, to);
                charge(lif.leak(), membranes, membranes, currents, from, to);
            } else if (subtract) {
                step(lif.leak(), threshold, before, membranes, currents, from, to);
            } else {
                charge(lif.leak(), before, membranes, currents, from, to);
                fire(threshold, membranes, from, to);
                reset(threshold, false, membranes, membranes, from, to);
            }
            spikes.take(fired, from, to);
        }
    }

    /// Charge, spikes and soft reset in one pass.
    private void step(
            float leak, float threshold, float[] before, float[] membranes, float[] currents, int from, int to) {
        float[] fires = fired;
        for (int i = from; i < to; i++) {
            float ready = leak * before[i] + currents[i];
            float sign = Math.signum(ready - threshold);
            float spike = (sign * sign + sign) * 0.5f;
            fires[i] = spike;
            membranes[i] = ready - threshold * spike;
        }
    }

    private static void charge(float leak, float[] before, float[] membranes, float[] currents, int from, int to) {
        for (int i = from; i < to; i++) {
            membranes[i] = leak * before[i] + currents[i];
        }
    }

    private void fire(float threshold, float[] ready, int from, int to) {
        float[] fires = fired;
        for (int i = from; i < to; i++) {
            float sign = Math.signum(ready[i] - threshold);
            fires[i] = (sign * sign + sign) * 0.5f;
        }
    }

    private void reset(float threshold, boolean subtract, float[] ready, float[] rested, int from, int to) {
        float[] fires = fired;
        if (subtract) {
            for (int i = from; i < to; i++) {
                rested[i] = ready[i] - threshold * fires[i];
            }
        } else {
            for (int i = from; i < to; i++) {
                rested[i] = Math.min(ready[i], Float.MAX_VALUE * (1 - fires[i]));
            }
        }
    }
}

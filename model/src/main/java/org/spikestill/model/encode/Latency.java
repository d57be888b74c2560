package org.spikestill.model.encode;

import static org.spikestill.model.Check.within;

/// Latency code (time to first spike; Thorpe, 1990): one spike per element, the earlier the larger the value.
///
/// ```
/// x[t] = 1 where t = round((1 − x)·(T − 1)) and x > floor, else 0      t from 0
/// ```
///
/// A tick resolves 1 / (T − 1); at T = 1 every element above the floor fires. Values above 1 fire in the first tick.
///
/// @param floor up to which elements stay silent, in [0, 1)
public record Latency(float floor) implements Encoder {
    public Latency {
        within("floor", floor, 0, 0.999f);
    }

    public Latency() {
        this(0.1f);
    }

    @Override
    public void encode(float[] sample, int tick, int ticks, long key, float[] out) {
        for (int i = 0; i < sample.length; i++) {
            float x = sample[i];
            out[i] = x > floor && tick(x, ticks) == tick ? 1 : 0;
        }
    }

    private static int tick(float x, int ticks) {
        return Math.round((1 - Math.min(x, 1)) * (ticks - 1));
    }
}

package org.spikestill.model.encode;

import org.spikestill.model.settings.Seed;

/// Rate encoding: a Bernoulli draw per element and tick (Rathi et al., ICLR 2020, reference code).
///
/// ```
/// signed     x[t] = sign(x) · 1[r ≤ |x|]
/// unsigned   x[t] = 1[r ≤ x]
/// r uniform in [0, 1), drawn from a counter keyed by sample, position and tick
/// ```
///
/// @param signed whether negative values send negative spikes; otherwise they send none
public record Poisson(boolean signed) implements Encoder {
    public Poisson() {
        this(true);
    }

    @Override
    public void encode(float[] sample, int tick, int ticks, long key, float[] out) {
        long tickKey = Seed.mix(key, tick);
        for (int i = 0; i < sample.length; i++) {
            float x = sample[i];
            float size = signed ? Math.abs(x) : x;
            boolean fires = size > 0 && Seed.uniform(tickKey, i) <= size;
            out[i] = fires ? Math.signum(x) : 0;
        }
    }
}

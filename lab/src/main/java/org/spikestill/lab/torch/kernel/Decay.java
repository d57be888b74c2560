package org.spikestill.lab.torch.kernel;

import org.spikestill.model.neuron.LoihiLif;

/// Decay of a state by one tick: a product, or the integer arithmetic of a chip as [LoihiLif] defines it, operation by operation.
///
/// ```
/// steps = 0     decay(v) = factor·v
/// steps > 0     n = v·steps,  h = trunc(n/4096),  l = n − 4096·h,  k = 4096·factor
///               decay(v) = (h·k + trunc(l·factor)) / steps
/// derivative    factor: rounding is ignored
/// ```
///
/// @param factor share kept per tick
/// @param steps whole numbers per unit, a power of two; 0 without rounding
record Decay(float factor, float steps) {
    static final float WHOLE = LoihiLif.WHOLE;

    static Decay by(float factor) {
        return new Decay(factor, 0);
    }

    /// @param decay effective decay of 12 bits, 0 to 4096; at 0 nothing is rounded
    static Decay rounded(int decay, float steps) {
        return decay == 0 ? by(1) : new Decay((WHOLE - decay) / WHOLE, steps);
    }

    float of(float v) {
        if (steps == 0) {
            return v * factor;
        }
        float n = v * steps;
        float high = truncated(n * (1 / WHOLE));
        float low = n - high * WHOLE;
        return (high * (factor * WHOLE) + truncated(low * factor)) * (1 / steps);
    }

    private static float truncated(float x) {
        return (int) x; // far below 2³¹: whole numbers of at most 24 bits
    }
}

package org.spikestill.runtime.lower;

/// Whether operations are merged for speed. Results are the same bits either way.
public enum Fusion {
    /// A population fires into the average pooling that alone reads it, and ahead for all ticks under a constant current.
    FUSED,

    /// Every population fires once per tick into a buffer of its own, so that its spikes and membranes can be read.
    APART;

    /// Ticks beyond which a population's spikes are not all kept at once, to bound memory.
    private static final int LONGEST_TRAIN = 16;

    /// Ticks that a population fires ahead.
    ///
    /// @param constant whether its current is the same in every tick
    int ticksAhead(boolean constant, int ticks) {
        return this == FUSED && constant && ticks <= LONGEST_TRAIN ? ticks : 0;
    }
}

package org.spikestill.model.encode;

import org.spikestill.model.settings.Catalog;

/// From one scaled sample to the input of each tick: the same function when training and when deployed.
public interface Encoder {
    static Catalog<Encoder> catalog() {
        return Encoders.CATALOG;
    }

    /// Whether every tick carries the same values, so that what only depends on the input is computed once.
    default boolean constant() {
        return false;
    }

    /// Writes the input of one tick. Equal samples, ticks and keys give equal values, whatever was encoded before.
    ///
    /// @param sample scaled values
    /// @param tick from 0
    /// @param key seed and position of the sample, see [org.spikestill.model.settings.Seed#at]
    /// @param out as long as the sample
    void encode(float[] sample, int tick, long key, float[] out);
}

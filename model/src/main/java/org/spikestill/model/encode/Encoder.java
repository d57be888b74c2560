package org.spikestill.model.encode;

import org.spikestill.model.Shape;
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

    /// Shape of what a tick carries.
    ///
    /// @throws org.spikestill.model.InvalidNetwork if samples of this shape cannot be encoded
    default Shape frame(Shape sample) {
        return sample;
    }

    /// The encoder of a network without time. Its one tick carries the mean of what this one's ticks carry; of a temporal code, the
    /// value that the time of a spike stands for.
    default Encoder averaged() {
        return new Direct();
    }

    /// Writes the input of one tick. Equal samples, ticks and keys give equal values, whatever was encoded before.
    ///
    /// @param sample scaled values
    /// @param tick from 0
    /// @param ticks time steps T
    /// @param key seed and position of the sample, see [org.spikestill.model.settings.Seed#at]
    /// @param out as long as the frame
    void encode(float[] sample, int tick, int ticks, long key, float[] out);
}

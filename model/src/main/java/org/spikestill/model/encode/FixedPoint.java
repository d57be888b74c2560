package org.spikestill.model.encode;

import org.spikestill.model.Check;

/// Direct encoding in fixed point: every tick carries the sample, each value rounded to the nearest multiple of 2^−bits, as
/// the bias of an input population on a chip can hold it.
///
/// @param bits after the binary point, 0 to 12
public record FixedPoint(int bits) implements Encoder {
    public FixedPoint {
        Check.within("bits", bits, 0, 12);
    }

    public FixedPoint() {
        this(7);
    }

    @Override
    public boolean constant() {
        return true;
    }

    @Override
    public Encoder averaged() {
        return this;
    }

    @Override
    public void encode(float[] sample, int tick, int ticks, long key, float[] out) {
        float steps = 1 << bits;
        for (int i = 0; i < out.length; i++) {
            out[i] = (float) Math.floor(sample[i] * steps + 0.5f) / steps;
        }
    }
}

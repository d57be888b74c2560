package org.spikestill.model.encode;

/// Direct encoding: every tick carries the sample itself, and the first layer is the only one with analog input.
public record Direct() implements Encoder {
    @Override
    public boolean constant() {
        return true;
    }

    @Override
    public void encode(float[] sample, int tick, int ticks, long key, float[] out) {
        System.arraycopy(sample, 0, out, 0, sample.length);
    }
}

package org.spikestill.data;

import org.spikestill.model.Shape;

/// No augmentation: every sample as it is, of any shape.
public record None() implements Augmentation {
    @Override
    public void apply(float[] sample, Shape shape, long key, float[] out) {
        System.arraycopy(sample, 0, out, 0, sample.length);
    }
}

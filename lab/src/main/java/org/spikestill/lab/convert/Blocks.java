package org.spikestill.lab.convert;

import org.spikestill.model.Block;

/// Arithmetic on whole arrays.
final class Blocks {
    private Blocks() {}

    static Block times(Block block, float factor) {
        float[] values = block.toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] *= factor;
        }
        return Block.of(block.shape(), values);
    }

    static float largest(Block block) {
        float largest = Float.NEGATIVE_INFINITY;
        for (float value : block.toFloats()) {
            largest = Math.max(largest, value);
        }
        return largest;
    }
}

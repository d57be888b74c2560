package org.spikestill.runtime.kernel;

import org.spikestill.model.Block;

/// Rounding of weights to 8 bits with one scale per output channel, see [IntegerSynapses].
public final class EightBits {
    private EightBits() {}

    /// max_i |w\[output, i\]| / 127
    ///
    /// @param weights `[outputs, rows]`
    static float scale(float[] weights, int output, int rows) {
        float largest = 0;
        for (int i = 0; i < rows; i++) {
            largest = Math.max(largest, Math.abs(weights[output * rows + i]));
        }
        return largest / IntegerSynapses.LARGEST;
    }

    /// The nearest whole number of scales, 0 where the scale is 0.
    static int number(float weight, float scale) {
        return scale == 0
                ? 0
                : Math.clamp((int) Math.rint(weight / scale), -IntegerSynapses.LARGEST, IntegerSynapses.LARGEST);
    }

    /// The rounded weights in floating point, for layers whose inputs are no whole numbers.
    ///
    /// @param weights fp32, outputs first
    public static Block rounded(Block weights) {
        int outputs = weights.shape().channels();
        int rows = weights.shape().elements() / outputs;
        float[] values = weights.toFloats();
        for (int output = 0; output < outputs; output++) {
            float scale = scale(values, output, rows);
            for (int i = output * rows; i < (output + 1) * rows; i++) {
                values[i] = number(values[i], scale) * scale;
            }
        }
        return Block.of(weights.shape(), values);
    }
}

package org.spikestill.studies.binary;

import java.util.LinkedHashMap;
import java.util.Map;
import org.spikestill.model.Block;
import org.spikestill.model.Check;
import org.spikestill.model.Network;
import org.spikestill.model.Parameter;
import org.spikestill.model.Parameter.Role;
import org.spikestill.model.Weights;

/// Rounding of trained weights to fixed-point numbers, layer by layer (Yin et al., BioCAS 2017). Biases take the grid of
/// their layer's weights.
///
/// ```
/// integer bits = ceil(log2 max|w|) + 1      fraction bits = bits − integer bits
/// w = round(w · 2^fraction) / 2^fraction
/// ```
///
/// Under spikes every sum of such weights is a whole multiple of 2^−fraction, which float32 holds exactly: the order of
/// additions no longer matters, and trainer and engine agree to the bit.
///
/// @param bits of a weight, 2 to 16
public record WeightRounding(int bits) {
    /// Finest grid at 16 bits of layers with up to 2⁸ inputs of weight 1 in float32.
    static final int MOST_BITS = 16;

    public WeightRounding {
        Check.within("weightBits", bits, 2, MOST_BITS);
    }

    /// The weights on their grids.
    public Weights of(Network network, Weights weights) {
        Map<String, Block> blocks = new LinkedHashMap<>(weights.blocks());
        for (Parameter parameter : network.parameters()) {
            if (parameter.role() == Role.WEIGHT) {
                Block weight = weights.get(parameter.name());
                float grid = grid(weight.toFloats());
                blocks.put(parameter.name(), rounded(weight, grid, bits));
                String bias = Role.BIAS.of(parameter.node());
                weights.find(bias).ifPresent(block -> blocks.put(bias, rounded(block, grid, 2 * MOST_BITS)));
            }
        }
        return new Weights(blocks);
    }

    /// Distance of neighbouring values.
    float grid(float[] weights) {
        float largest = 0;
        for (float weight : weights) {
            largest = Math.max(largest, Math.abs(weight));
        }
        if (largest == 0) {
            return 1;
        }
        int integer = (int) Math.ceil(Math.log(largest) / Math.log(2)) + 1;
        return Math.scalb(1f, integer - bits);
    }

    private static Block rounded(Block block, float grid, int width) {
        float[] values = block.toFloats();
        double most = Math.scalb(1.0, width - 1) - 1;
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) Math.clamp(Math.rint(values[i] / grid), -most - 1, most) * grid;
        }
        return Block.of(block.shape(), values);
    }
}

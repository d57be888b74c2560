package org.spikestill.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.spikestill.model.Block;
import org.spikestill.model.Layer;
import org.spikestill.model.Shape;

/// Out-degrees against figures worked by hand.
class SynapsesTest {
    /// 3×3, padding 1, on 4×4: a corner is seen by 4 windows, an edge by 6, the inside by 9; 100 in all, not 144.
    @Test
    void paddingHasNoSynapses() {
        Shape map = Shape.of(1, 4, 4);
        Windows windows = Windows.of(Layer.Conv2d.same(1, 3, false), map, map);
        assertThat(outDegrees(windows, Layout.of(map), 9, ones(1, 9)))
                .containsExactly(4, 6, 6, 4, 6, 9, 9, 6, 6, 9, 9, 6, 4, 6, 6, 4);
    }

    /// 2×2, stride 3, on 5×5: windows at 0 and 3 leave a gap at 2.
    @Test
    void whatStridesSkipHasNoSynapses() {
        Shape map = Shape.of(1, 5, 5);
        Windows windows = Windows.of(new Layer.Conv2d(2, 2, 3, 0, false), map, Shape.of(2, 2, 2));
        int[] degrees = outDegrees(windows, Layout.of(map), 4, ones(2, 4));
        assertThat(Arrays.copyOfRange(degrees, 0, 5)).containsExactly(2, 2, 0, 2, 2);
        assertThat(Arrays.copyOfRange(degrees, 10, 15)).containsOnly(0);
    }

    /// The check values of NeuroBench's definition: 4 operations for an input without its first element.
    @Test
    void weightsOfZeroAreNoSynapses() {
        Block weights = Block.of(Shape.of(3, 3), 1.3f, 0, -3.2f, 0, 1.2f, -5.1f, -1.1f, 2.7f, 0);
        Layout input = new Layout(3, 1);
        int[] degrees = outDegrees(Windows.whole(input), input, 3, weights);
        assertThat(degrees).containsExactly(2, 2, 2);
        assertThat(degrees[1] + degrees[2]).isEqualTo(4);
    }

    /// Neither slices nor the engine's order show from outside.
    @Test
    void everyWeightIsWhereItWasPut() {
        Layout input = new Layout(2, 3);
        float[] weights = new float[300 * 6];
        for (int i = 0; i < weights.length; i++) {
            weights[i] = i + 1;
        }
        try (Arena arena = Arena.ofConfined()) {
            Synapses synapses = new Synapses(
                    Windows.whole(input), input, input, Block.of(Shape.of(300, 6), weights), new float[300], arena);
            assertThat(synapses.slices()).isEqualTo(3);
            assertThat(synapses.width(2)).isEqualTo(48);
            for (int pixel = 0; pixel < 3; pixel++) {
                for (int channel = 0; channel < 2; channel++) {
                    for (int output = 0; output < 300; output++) {
                        assertThat(synapses.weight(pixel * 2 + channel, output))
                                .isEqualTo(weights[output * 6 + channel * 3 + pixel]);
                    }
                }
            }
        }
    }

    private static Block ones(int outputs, int inputs) {
        return Block.filled(Shape.of(outputs, inputs), 1);
    }

    /// @param rows inputs of one window
    private static int[] outDegrees(Windows windows, Layout input, int rows, Block weights) {
        try (Arena arena = Arena.ofConfined()) {
            Layout window = new Layout(input.channels(), rows / input.channels());
            float[] bias = new float[weights.shape().channels()];
            return new Synapses(windows, input, window, weights, bias, arena).outDegrees();
        }
    }
}

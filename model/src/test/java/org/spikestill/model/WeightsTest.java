package org.spikestill.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.neuron.Lif;

class WeightsTest {
    private static final Network NETWORK = new Network(
            Shape.of(4),
            Scaling.none(4),
            new Direct(),
            2,
            List.of(
                    new Network.Node("fc", new Layer.Linear(3, true), List.of("input")),
                    new Network.Node("spike", new Layer.Spike(new Lif()), List.of("fc"))));

    private static final Weights WEIGHTS =
            new Weights(Map.of("fc.weight", Block.filled(Shape.of(3, 4), 1), "fc.bias", Block.filled(Shape.of(3), 0)));

    @Test
    void initialStatesAreOptionalAndMayBeOneForAll() {
        assertThat(WEIGHTS.checkedFor(NETWORK)).isSameAs(WEIGHTS);
        WEIGHTS.with("spike.v", Block.filled(Shape.of(3), 1)).checkedFor(NETWORK);
        WEIGHTS.with("spike.v", Block.filled(Shape.of(1), 1)).checkedFor(NETWORK);
        demand(
                WEIGHTS.with("spike.v", Block.filled(Shape.of(2), 1)),
                "'spike.v' has shape [2], the network needs [3] or [1]");
    }

    @Test
    void whatIsMissingMisshapenOrUnknownIsNamed() {
        demand(new Weights(Map.of()), "the weights hold no 'fc.weight'; they hold []");
        demand(WEIGHTS.with("fc.bias", Block.filled(Shape.of(4), 0)), "'fc.bias' has shape [4], the network needs [3]");
        demand(
                WEIGHTS.with("fc2.bias", Block.filled(Shape.of(4), 0)),
                "the weights hold 'fc2.bias', which the network does not know");
    }

    @Test
    void blocksAreComparedByTheirBits() {
        Block block = Block.of(Shape.of(2), 0.5f, Float.NaN);
        assertThat(block)
                .isEqualTo(Block.of(Shape.of(2), 0.5f, Float.NaN))
                .hasSameHashCodeAs(Block.of(Shape.of(2), 0, 0));
        assertThat(block).isNotEqualTo(Block.of(Shape.of(2, 1), 0.5f, Float.NaN));
        assertThat(Block.of(Shape.of(1), 0f)).isNotEqualTo(Block.of(Shape.of(1), -0f));
        assertThat(block.toFloats()).containsExactly(0.5f, Float.NaN);
        assertThat(block).hasToString("F32 [2]");
        assertThat(WEIGHTS.elements()).isEqualTo(15);
    }

    @Test
    void blocksHaveAsManyBytesAsTheirShapeSays() {
        assertThatThrownBy(() -> new Block(DType.I8, Shape.of(2, 3), MemorySegment.ofArray(new byte[5])))
                .hasMessage("a block I8 [2, 3] needs 6 bytes, it was given 5");
        assertThatThrownBy(() -> new Block(DType.I8, Shape.of(1), MemorySegment.ofArray(new byte[1])).toFloats())
                .hasMessage("a block of I8 holds no fp32 values");
    }

    @Test
    void aVarianceBelowZeroIsRefusedByTensorAndPlace() {
        Network network = new Network(
                Shape.of(2, 1, 1),
                Scaling.none(2),
                new Direct(),
                1,
                List.of(
                        new Network.Node("conv", new Layer.Conv2d(2, 1, 1, 0, false), List.of("input")),
                        new Network.Node("norm", new Layer.BatchNorm(), List.of("conv"))));
        Block ones = Block.filled(Shape.of(2), 1);
        Weights weights = new Weights(Map.of(
                "conv.weight", Block.filled(Shape.of(2, 2, 1, 1), 1),
                "norm.weight", ones,
                "norm.bias", ones,
                "norm.running_mean", Block.of(Shape.of(2), -1, -1),
                "norm.running_var", Block.of(Shape.of(2), 0, 1)));
        weights.checkedFor(network);
        assertThatThrownBy(() -> weights.with("norm.running_var", Block.of(Shape.of(2), 1, -0.5f))
                        .checkedFor(network))
                .isInstanceOf(InvalidNetwork.class)
                .hasMessage("'norm.running_var' holds -0.5 at [1]: a variance is never below 0, "
                        + "train or fetch the network again");
    }

    @Test
    void shapesHaveBounds() {
        assertThat(Shape.of(3, 4, 5).elements()).isEqualTo(60);
        assertThat(Shape.of(3, 4, 5)).hasToString("[3, 4, 5]");
        assertThatThrownBy(() -> Shape.of(3, 0)).hasMessage("shape [3, 0] has size 0: every size must be at least 1");
        assertThatThrownBy(() -> Shape.of(1 << 20, 1 << 20, 1 << 20))
                .hasMessage("shape [1048576, 1048576, 1048576] holds more than 1073741824 elements");
    }

    /// (0.25 − 0.5) / 0.5 in the first channel, (0.25 − 0) / 0.25 in the second.
    @Test
    void scalingIsPerChannel() {
        float[] sample = {0.25f, 0.75f, 0.25f, 1};
        new Scaling(List.of(0.5f, 0f), List.of(0.5f, 0.25f)).apply(sample, Shape.of(2, 1, 2));
        assertThat(sample).containsExactly(-0.5f, 0.5f, 1f, 4f);
        assertThatThrownBy(() -> new Scaling(List.of(0f), List.of(0f)))
                .hasMessage("scaling has deviation 0.0: it must be finite and above 0");
        assertThatThrownBy(() -> new Scaling(List.of(0f), List.of()))
                .hasMessage("scaling has 1 means and 0 deviations: give one of each per channel");
    }

    private static void demand(Weights weights, String message) {
        assertThatThrownBy(() -> weights.checkedFor(NETWORK))
                .isInstanceOf(InvalidNetwork.class)
                .hasMessage(message);
    }
}

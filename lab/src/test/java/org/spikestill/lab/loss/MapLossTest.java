package org.spikestill.lab.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.spikestill.lab.torch.Leaf;
import org.spikestill.lab.torch.Precision;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Shape;

/// Losses of maps and rates beside attention matching.
class MapLossTest {
    private Scope scope;

    @BeforeEach
    void open() {
        scope = Scope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    private static Tensor map(float... pixels) {
        return Tensor.of(pixels, 1, 1, 2, 2);
    }

    /// Maps (1, 0, 0, 0) and (1, 1, 0, 0), temperature 2: P = (0.354661, 0.215113 thrice), Q = (0.311230 twice, 0.188770
    /// twice), 4·KL = 0.092302.
    @Test
    void pixelSoftmaxWorkedByHand() {
        LossInputs inputs = SampleInputs.ofMaps(map(1, 0, 0, 0), map(1, 1, 0, 0));
        assertThat((double) new PixelSoftmax(2).of(inputs).toFloat()).isEqualTo(0.092302, within(1e-6));
    }

    /// Squares are (9, 0, 0, 0) and (4, 4, 1, 1): scaled to [0, 1] they are the maps above.
    @Test
    void mapsAreScaledToTheirOwnRange() {
        LossInputs inputs = SampleInputs.ofMaps(map(3, 0, 0, 0), map(2, -2, 1, 1));
        assertThat((double) new PixelSoftmax(2).of(inputs).toFloat()).isEqualTo(0.092302, within(1e-6));
    }

    @Test
    void aSilentStudentHasAFiniteGradient() {
        Tensor silent = Leaf.of(new float[4], 1, 1, 2, 2);
        LossInputs inputs = SampleInputs.ofMaps(map(1, 0, 0, 0), silent);
        inputs.student().backward(new PixelSoftmax().of(inputs));
        for (float value : Leaf.gradient(silent)) {
            assertThat(value == 0).isTrue();
        }
    }

    /// (3, 4) and (4, 3) have length 5: difference (−1, 1)/5, squared length 2/25.
    @Test
    void featuresAreComparedInDirection() {
        Tensor taught = Tensor.of(new float[] {30, 40}, 1, 2, 1, 1);
        Tensor learned = Tensor.of(new float[] {0.4f, 0.3f}, 1, 2, 1, 1);
        assertThat((double) new FeatureMatch()
                        .of(SampleInputs.ofMaps(taught, learned))
                        .toFloat())
                .isEqualTo(0.08, within(1e-6));
    }

    @Test
    void featuresOfALargerMapAreAveragedOverCells() {
        Tensor taught = Tensor.of(new float[] {1, 3, 5, 7, 8, 8, 8, 0}, 1, 2, 2, 2); // means 4 and 6
        Tensor learned = Tensor.of(new float[] {2, 3}, 1, 2, 1, 1);
        assertThat((double) new FeatureMatch()
                        .of(SampleInputs.ofMaps(taught, learned))
                        .toFloat())
                .isEqualTo(0, within(1e-6));
    }

    @Test
    void featuresOfOtherChannelsAreRefusedBeforeTraining() {
        LayerPair pair = new LayerPair("relu1", "spike1");
        new FeatureMatch().check(pair, Shape.of(8, 4, 4), Shape.of(8, 2, 2));
        new AttentionMatch().check(pair, Shape.of(16, 4, 4), Shape.of(8, 2, 2));
        assertThatThrownBy(() -> new FeatureMatch().check(pair, Shape.of(16, 4, 4), Shape.of(8, 4, 4)))
                .isInstanceOf(InvalidNetwork.class)
                .hasMessage("feature-match compares channel by channel, but 'relu1' of the teacher is [16, 4, 4] and"
                        + " 'spike1' of the student [8, 4, 4]: name layers with as many channels in 'pairs'");
    }

    /// Two samples over four ticks: rates add up to 1.5 + 1 per tick, so 10 spikes in all and 5 per sample.
    @Test
    void spikesAboveTheTargetCostTheirExcessSquared() {
        Tensor rates = Leaf.of(new float[] {0.25f, 0.5f, 0.75f, 0}, 2, 2);
        LossInputs inputs = new LossInputs(
                SampleInputs.byTick(
                        Tensor.zeros(4, 2, 3), Map.of("a", rates, "b", Tensor.of(new float[] {0.5f, 0.5f}, 2, 1))),
                Optional.empty(),
                Tensor.ofLabels(new int[] {0, 1}, 2),
                List.of(),
                List.of());
        assertThat((double) new SpikeTarget(4).of(inputs).toFloat()).isEqualTo(1 / 16.0, within(1e-6));
        assertThat(new SpikeTarget(5).of(inputs).toFloat()).isEqualTo(0);
        inputs.student().backward(new SpikeTarget(4).of(inputs));
        for (float slope : Leaf.gradient(rates)) {
            assertThat((double) slope).isEqualTo(2 * 0.25 / 4 * 4 / 2, within(1e-6)); // 2·(S/4 − 1)/4 · T/N
        }
    }

    /// 1,003 firing neurons: bfloat16 has no number between 1,000 and 1,004.
    @Test
    void spikesAreCountedExactlyInBfloat16() {
        float[] all = new float[1003];
        Arrays.fill(all, 1);
        Tensor rates = Tensor.of(all, 1, all.length).as(Precision.BFLOAT16);
        LossInputs inputs = new LossInputs(
                SampleInputs.trace(Tensor.zeros(1, 1), Map.of("a", rates)),
                Optional.empty(),
                Tensor.zeros(1),
                List.of(),
                List.of());
        assertThat((double) new SpikeTarget(100).of(inputs).toFloat()).isEqualTo(Math.pow(10.03 - 1, 2), within(1e-3));
    }
}

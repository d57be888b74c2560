package org.spikestill.lab.convert;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Reset;
import org.spikestill.report.result.Evaluation;
import org.spikestill.report.result.Evaluation.LayerActivity;

/// The advice fits the cause that the converted network shows.
class ConversionLossTest {
    private static final String SMALL_T =
            "light-calibration, or an ANN with quantised clips (activation qcfs), loses less at small T";

    private static Network ann(Layer activation) {
        return Ann.of(1)
                .linear("fc1", 10)
                .then("relu1", activation)
                .linear("fc2", 10)
                .network();
    }

    private static Network spiking(Lif neuron, int ticks) {
        return new ReluToSpike(neuron, new Direct(), ticks).shape(ann(Ann.RELU));
    }

    /// @param half accuracy from the middle on, before it goes to `full` at the last tick
    private static Evaluation evaluated(int ticks, double half, double full, double spikesPerNeuron) {
        List<Double> byTick = new ArrayList<>();
        for (int tick = 1; tick <= ticks; tick++) {
            byTick.add(tick == ticks ? full : half);
        }
        LayerActivity layer = LayerActivity.of("spike1", 10, Math.round(100 * 10 * spikesPerNeuron), 100, ticks);
        return new Evaluation(100, full, byTick, 1, List.of(layer), List.of(), List.of());
    }

    private static String warning(List<Pass> passes, Lif neuron, Evaluation after) {
        return new ConversionLoss(ann(Ann.RELU), 0.9, passes, spiking(neuron, after.ticks()), after)
                .warning("converted")
                .orElse("");
    }

    /// A tenth of what is above chance: 8 of 80 points.
    @Test
    void aSmallLossIsNotMentioned() {
        assertThat(warning(List.of(), new Lif(), evaluated(8, 0.82, 0.821, 1))).isEmpty();
        assertThat(warning(List.of(), new Lif(), evaluated(8, 0.81, 0.819, 1)))
                .isEqualTo("converted: the conversion loses 8.1 points, from 90.00 to 81.90 %: " + SMALL_T);
    }

    @Test
    void accuracyThatRisesAsksForMoreTicks() {
        assertThat(warning(List.of(), new Lif(), evaluated(8, 0.4, 0.6, 1)))
                .endsWith("60.00 %: accuracy rises with T, from 40.00 % at T = 4: take more time steps; " + SMALL_T);
    }

    @Test
    void aSilentLayerIsNamed() {
        assertThat(warning(List.of(new BalanceThresholds()), new Lif(), evaluated(8, 0.1, 0.1, 0.04)))
                .contains("'spike1' hardly fires, 0.0400 spikes per neuron in T = 8: take more time steps, or lower"
                        + " thresholds by a quantile of 0.997 or a smaller scale; ");
        assertThat(warning(List.of(), new Lif(), evaluated(8, 0.1, 0.1, 0.06))).doesNotContain("hardly fires");
    }

    @Test
    void aLossThatTimeDoesNotCureIsOfTheThresholds() {
        List<Pass> rmp = new Rmp().passes(new Direct(), 8);

        assertThat(warning(rmp, new Lif(), evaluated(8, 0.6, 0.6, 1)))
                .contains("accuracy does not rise with T, 60.00 % at T = 4, and thresholds are at 0.50 of the largest"
                        + " input: take scale=1; ");
        assertThat(warning(rmp, new Lif(), evaluated(8, 0.5, 0.6, 1))).doesNotContain("scale=1");
        assertThat(warning(new Rmp(1, 1, 4).passes(new Direct(), 8), new Lif(), evaluated(8, 0.6, 0.6, 1)))
                .doesNotContain("scale=1");
    }

    @Test
    void neuronsThatLoseChargeAreNamed() {
        Lif usual = new Lif();
        Lif hard = ThresholdBalancing.reset(Reset.Target.ZERO);
        Lif leaky = new Lif(0.9f, 1, usual.reset(), usual.order(), usual.surrogate());

        assertThat(warning(List.of(), hard, evaluated(8, 0.6, 0.6, 1)))
                .contains("a reset to 0 discards what exceeds the threshold: take rmp, whose neurons keep it; ");
        assertThat(warning(List.of(), leaky, evaluated(8, 0.6, 0.6, 1))).contains("take neurons with leak=1; ");
    }

    @Test
    void noMethodRecommendsItself() {
        assertThat(warning(List.of(new Calibrate()), new Lif(), evaluated(8, 0.6, 0.6, 1)))
                .endsWith("60.00 %: an ANN with quantised clips (activation qcfs) converts almost without loss");
        Network ann = ann(new Layer.QuantisedClip(16, 2));
        Network spiking = new ClipToSpike(new Lif(), new Direct(), 4).shape(ann);

        assertThat(new ConversionLoss(ann, 0.9, List.of(new ClipToSpike()), spiking, evaluated(4, 0.6, 0.6, 1))
                        .warning("converted"))
                .hasValueSatisfying(line -> assertThat(line)
                        .endsWith("60.00 %: T = 4 is below the 16 levels of the quantised clips: take T = 16, or train"
                                + " with levels=4; training through time makes up for the order of spikes, which clips"
                                + " do not foresee"));
    }

    /// One tick has no half.
    @Test
    void oneTickIsEnough() {
        assertThat(warning(List.of(), new Lif(), evaluated(1, 0.5, 0.5, 1))).endsWith(SMALL_T);
    }
}

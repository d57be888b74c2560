package org.spikestill.lab.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.lab.torch.Leaf;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.model.settings.Seed;

class GradientAttentionTest {
    private static final int TICKS = 9;
    private static final int SAMPLES = 2;
    private static final int CHANNELS = 3;
    private static final int PIXELS = 4;

    private Scope scope;

    @BeforeEach
    void open() {
        scope = Scope.open();
    }

    @AfterEach
    void close() {
        scope.close();
    }

    /// Random spikes `[T, N, C, 2, 2]`, silent about half the time.
    private static float[] train(Seed seed) {
        float[] train = new float[TICKS * SAMPLES * CHANNELS * PIXELS];
        for (int i = 0; i < train.length; i++) {
            train[i] = Seed.uniform(seed.value(), i) < 0.5 ? 1 : 0;
        }
        return train;
    }

    private static int at(int t, int n, int c, int pixel) {
        return ((t * SAMPLES + n) * CHANNELS + c) * PIXELS + pixel;
    }

    /// The contribution score by its definition: a sum over all firing times up to now.
    private static double score(float[] train, double decay, int t, int n, int c, int pixel) {
        double score = 0;
        for (int earlier = 0; earlier <= t; earlier++) {
            if (train[at(earlier, n, c, pixel)] == 1) {
                score += Math.exp(-decay * Math.abs(t - earlier));
            }
        }
        return score;
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.5, 3})
    void theMapIsTheSumOverFiringTimes(double decay) {
        float[] train = train(Seed.of(21));
        float[] found = GradientAttention.spikeActivation(Tensor.of(train, TICKS, SAMPLES, CHANNELS, 2, 2), decay)
                .toFloats();
        for (int n = 0; n < SAMPLES; n++) {
            for (int pixel = 0; pixel < PIXELS; pixel++) {
                double sum = 0;
                for (int t = 0; t < TICKS; t++) {
                    for (int c = 0; c < CHANNELS; c++) {
                        sum += train[at(t, n, c, pixel)] * score(train, decay, t, n, c, pixel);
                    }
                }
                assertThat((double) found[n * PIXELS + pixel]).isEqualTo(sum / TICKS, within(1e-5));
            }
        }
    }

    /// One channel fires in ticks 1 and 3 of 3: M = (1 + 0 + (1 + e⁻¹)) / 3 at decay 0.5.
    @Test
    void theMapWorkedByHand() {
        Tensor train = Tensor.of(new float[] {1, 0, 1}, 3, 1, 1, 1, 1);
        assertThat((double) GradientAttention.spikeActivation(train, 0.5).toFloat())
                .isEqualTo((2 + Math.exp(-1)) / 3, within(1e-6));
    }

    /// dM[t]/dS[t] is the score, which counts as a constant.
    @Test
    void theGradientOfASpikeIsItsContribution() {
        float[] train = train(Seed.of(22));
        Tensor leaf = Leaf.of(train, TICKS, SAMPLES, CHANNELS, 2, 2);
        LossInputs inputs = new LossInputs(
                SampleInputs.ofTrains(Map.of("a", leaf)),
                Optional.empty(),
                Tensor.ofLabels(new int[] {0, 0}, 2),
                List.of(),
                List.of());
        inputs.student().backward(GradientAttention.spikeActivation(leaf, 0.5).sum());
        float[] found = Leaf.gradient(leaf);
        for (int t = 0; t < TICKS; t++) {
            for (int pixel = 0; pixel < PIXELS; pixel++) {
                assertThat((double) found[at(t, 1, 2, pixel)])
                        .isEqualTo(score(train, 0.5, t, 1, 2, pixel) / TICKS, within(1e-6));
            }
        }
    }

    /// Sensitivity (3, 1, 0, 0) squares to (9, 1, 0, 0)/√82, a single spike at the first pixel to (1, 0, 0, 0).
    @Test
    void mapsAreComparedInDirection() {
        Tensor train = Tensor.of(new float[] {1, 0, 0, 0}, 1, 1, 1, 2, 2);
        LossInputs inputs = new LossInputs(
                SampleInputs.ofTrains(Map.of("s", train)),
                Optional.of(SampleInputs.sensitive(Tensor.of(new float[] {3, 1, 0, 0}, 1, 1, 2, 2))),
                Tensor.ofLabels(new int[] {0}, 1),
                List.of(new LayerPair("t", "s")),
                List.of());
        double expected = Math.sqrt(Math.pow(1 - 9 / Math.sqrt(82), 2) + 1 / 82.0);
        assertThat((double) new GradientAttention().of(inputs).toFloat()).isEqualTo(expected, within(1e-6));
    }
}

package org.spikestill.model.neuron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spikestill.model.algebra.ArrayAlgebra;
import org.spikestill.model.algebra.DualAlgebra;
import org.spikestill.model.algebra.DualAlgebra.Dual;
import org.spikestill.model.settings.InvalidSettings;

/// Traces worked by hand.
class LifTest {
    /// Membrane after the reset and spike of every tick, for one neuron.
    private record Trace(List<Float> membrane, List<Float> spikes) {}

    private static Trace run(Neuron neuron, float... inputs) {
        List<Float> membrane = new ArrayList<>();
        List<Float> spikes = new ArrayList<>();
        List<float[]> state = List.of(new float[1]);
        for (float input : inputs) {
            var pulse = neuron.step(new ArrayAlgebra(), new float[] {input}, state, List.of());
            state = pulse.state();
            membrane.add(state.getFirst()[0]);
            spikes.add(pulse.output()[0]);
        }
        return new Trace(membrane, spikes);
    }

    private static Neuron lif(String settings) {
        return Neuron.catalog().parse("lif:" + settings);
    }

    /// u = 0.75, 1.5, 1.25, 1.0: two spikes leave 0.5 and 0.25, the last u equals the threshold and stays silent.
    @Test
    void softResetKeepsWhatExceedsTheThreshold() {
        Trace trace = run(lif("leak=1"), 0.75f, 0.75f, 0.75f, 0.75f);
        assertThat(trace.membrane).containsExactly(0.75f, 0.5f, 0.25f, 1f);
        assertThat(trace.spikes).containsExactly(0f, 1f, 1f, 0f);
    }

    /// u = 0.75, 1.5, 0.75, 1.5
    @Test
    void hardResetForgetsIt() {
        Trace trace = run(lif("reset.target=zero"), 0.75f, 0.75f, 0.75f, 0.75f);
        assertThat(trace.membrane).containsExactly(0.75f, 0f, 0.75f, 0f);
        assertThat(trace.spikes).containsExactly(0f, 1f, 0f, 1f);
    }

    /// u = 1, 1.5, then 0.5·0.5 + 1 = 1.25, then 0.5·0.25 + 1 = 1.125
    @Test
    void leakComesBeforeTheInput() {
        Trace trace = run(lif("leak=0.5"), 1, 1, 1, 1);
        assertThat(trace.membrane).containsExactly(1f, 0.5f, 0.25f, 0.125f);
        assertThat(trace.spikes).containsExactly(0f, 1f, 1f, 1f);
    }

    /// The spike of tick t is decided by the membrane that tick t − 1 left: v = 2, then 2 − 1, then 1, silent at equality.
    @Test
    void firingFirstDelaysByOneTick() {
        Trace trace = run(lif("order=fire-first"), 2, 0, 0, 0.5f, 0);
        assertThat(trace.membrane).containsExactly(2f, 1f, 1f, 1.5f, 0.5f);
        assertThat(trace.spikes).containsExactly(0f, 1f, 0f, 0f, 1f);
    }

    @Test
    void firingFirstLeaksAfterTheReset() {
        Trace trace = run(lif("order=fire-first,leak=0.5"), 3, 0, 0, 0);
        assertThat(trace.membrane).containsExactly(3f, 1f, 0.5f, 0.25f);
        assertThat(trace.spikes).containsExactly(0f, 1f, 0f, 0f);
    }

    @Test
    void inhibitionIsKeptAndPaidBack() {
        Trace trace = run(lif("threshold=0.5"), -1, 0.75f, 0.75f, 0.75f);
        assertThat(trace.membrane).containsExactly(-1f, -0.25f, 0.5f, 0.75f);
        assertThat(trace.spikes).containsExactly(0f, 0f, 0f, 1f);
    }

    /// For a constant input a the soft-reset IF count after T ticks is ceil(T·a/V) − 1, between 0 and T: the floor of
    /// Han et al. (CVPR 2020) wherever T·a/V is no whole number, and one spike less where it is, as equality stays silent.
    /// In sixteenths everything is exact, so that integers say what to expect.
    @Test
    void constantInputFiresAtItsRate() {
        for (int input = -3; input <= 40; input++) {
            for (int threshold : new int[] {1, 5, 16, 24}) {
                Lif neuron = new Lif().withThreshold(threshold / 16f);
                float[] inputs = new float[33];
                Arrays.fill(inputs, input / 16f);
                double fired =
                        run(neuron, inputs).spikes.stream().mapToDouble(x -> x).sum();
                int expected = Math.clamp(Math.ceilDiv(33 * input, threshold) - 1, 0, 33);
                assertThat(fired)
                        .as("input %d/16, threshold %d/16", input, threshold)
                        .isEqualTo(expected);
            }
        }
    }

    /// Yu et al. (NeurIPS 2024): e = (1/T) Σ φ·κ, the derivative of the firing rate along a current added at every tick.
    /// Input 0.6, threshold 1, T = 4; rows worked by hand.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            leak=1,surrogate=triangle(gamma=0.3)                                          | 0101 | 0.525
            leak=0.5,surrogate=triangle(gamma=0.3)                                        | 0010 | 0.358828
            leak=0.5,surrogate=triangle(gamma=1)                                          | 0010 | 1.196094
            leak=0.5,surrogate=triangle(gamma=1),reset.detached=false                     | 0010 | 0.832141
            leak=0.5,surrogate=triangle(gamma=1),reset.detached=false,reset.target=zero   | 0010 | 0.780089
            leak=0.2,surrogate=sigmoid(alpha=4)                                           | 0000 | 0.848261
            leak=1,surrogate=triangle(gamma=0.3),order=fire-first                         | 0010 | 0.345
            """)
    void rateMovesWithTheInputAsWorkedByHand(String settings, String spikes, double derivative) {
        List<Dual> state = List.of(Dual.constant(0));
        StringBuilder fired = new StringBuilder();
        double sum = 0;
        for (int tick = 0; tick < spikes.length(); tick++) {
            var pulse = lif(settings).step(new DualAlgebra(), Dual.variable(0.6), state, List.of());
            state = pulse.state();
            fired.append((int) pulse.output().value());
            sum += pulse.output().derivative();
        }
        assertThat(fired).hasToString(spikes);
        assertThat(sum / spikes.length()).isCloseTo(derivative, within(1e-6)); // the rows have six digits
    }

    /// Input 0.6, threshold 1: u = 0.6, 1.2, 0.8, 1.4 without leak and 0.6, 0.9, 1.05, 0.625 with leak 0.5; a hard reset
    /// gives 0.6, 1.2, 0.6, 1.2 and 0.6, 0.9, 1.05, 0.6. The membrane after the reset is u less what it took.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            leak=1                      | 0.6 | 0.2 | 0.8  | 0.4
            leak=0.5                    | 0.6 | 0.9 | 0.05 | 0.625
            leak=1,reset.target=zero    | 0.6 | 0   | 0.6  | 0
            leak=0.5,reset.target=zero  | 0.6 | 0.9 | 0    | 0.6
            """)
    void constantInputTracesTheTableOfRates(String settings, float v1, float v2, float v3, float v4) {
        List<Float> membrane = run(lif(settings), 0.6f, 0.6f, 0.6f, 0.6f).membrane;
        float[] expected = {v1, v2, v3, v4};
        for (int tick = 0; tick < 4; tick++) {
            assertThat(membrane.get(tick))
                    .isCloseTo(expected[tick], within(8 * 0x1p-24f)); // four ticks, two roundings each
        }
    }

    @Test
    void integratorAddsUpAndNeverFires() {
        Trace trace = run(new Integrator(), 0.5f, 2, -4, 0.25f);
        assertThat(trace.spikes).containsExactly(0.5f, 2.5f, -1.5f, -1.25f);
        assertThat(trace.membrane).isEqualTo(trace.spikes);
    }

    @Test
    void settingsHaveBounds() {
        assertThatThrownBy(() -> lif("leak=1.5"))
                .isInstanceOf(InvalidSettings.class)
                .hasMessage("neuron.leak is 1.5: it must lie in [0.0, 1.0]");
        assertThatThrownBy(() -> lif("threshold=0"))
                .hasMessage("neuron.threshold is 0.0: it must be finite and above 0");
    }
}

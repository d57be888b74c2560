package org.spikestill.model.neuron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikestill.model.algebra.Algebra;
import org.spikestill.model.algebra.ArrayAlgebra;
import org.spikestill.model.algebra.DualAlgebra;
import org.spikestill.model.algebra.DualAlgebra.Dual;
import org.spikestill.model.settings.Seed;
import org.spikestill.model.settings.Variants;

/// What every neuron owes, those from outside included.
class NeuronContractTest {
    private static final int TICKS = 40;
    private static final int NEURONS = 7;

    static Stream<Neuron> neurons() {
        return Variants.of(Neuron.catalog());
    }

    @ParameterizedTest
    @MethodSource("neurons")
    void comesBackFromFilesAndSpecs(Neuron neuron) {
        var catalog = Neuron.catalog();
        assertThat(catalog.read(catalog.write(neuron), "neuron")).isEqualTo(neuron);
        assertThat(catalog.parse(catalog.spec(neuron))).isEqualTo(neuron);
    }

    @ParameterizedTest
    @MethodSource("neurons")
    void namesEachStateOnceAndReturnsAllOfThem(Neuron neuron) {
        assertThat(Stream.concat(neuron.state().stream(), neuron.learned().stream()))
                .doesNotHaveDuplicates();
        Pulse pulse = arrays(neuron, input(1), zeros(neuron));
        assertThat(pulse.state).hasSameSizeAs(neuron.state());
    }

    @ParameterizedTest
    @MethodSource("neurons")
    void firesZeroOrOneAndBothHappen(Neuron neuron) {
        if (neuron instanceof Neuron.Firing) {
            List<Float> seen = new ArrayList<>();
            List<float[]> state = zeros(neuron);
            for (int tick = 0; tick < TICKS; tick++) {
                Pulse pulse = arrays(neuron, input(tick), state);
                for (float value : pulse.output) {
                    seen.add(value);
                }
                state = pulse.state;
            }
            assertThat(seen).contains(0f, 1f).isSubsetOf(0f, 1f);
        }
    }

    @ParameterizedTest
    @MethodSource("neurons")
    void aHigherThresholdIsTheOnlyThingThatChanges(Neuron neuron) {
        if (neuron instanceof Neuron.Firing firing) {
            assertThat(firing.withThreshold(2.5f).threshold()).isEqualTo(2.5f);
            assertThat(firing.withThreshold(2.5f).withThreshold(firing.threshold()))
                    .isEqualTo(firing);
        }
    }

    /// One tick from the same state. A float operation rounds by at most 2⁻²⁴ of its result; no neuron here chains more
    /// than eight operations, and no value exceeds 16.
    @ParameterizedTest
    @MethodSource("neurons")
    void arraysAndDualNumbersAgree(Neuron neuron) {
        double tolerance = 8 * 16 * 0x1p-24;
        List<float[]> state = zeros(neuron);
        for (int tick = 0; tick < TICKS; tick++) {
            float[] input = input(tick);
            Pulse pulse = arrays(neuron, input, state);
            for (int i = 0; i < NEURONS; i++) {
                int neuronIndex = i;
                List<Dual> before = state.stream()
                        .map(each -> Dual.constant(each[neuronIndex]))
                        .toList();
                var expected = neuron.step(new DualAlgebra(), Dual.constant(input[i]), before, learned(neuron));
                assertThat((double) pulse.output[i]).isCloseTo(expected.output().value(), within(tolerance));
                for (int k = 0; k < before.size(); k++) {
                    assertThat((double) pulse.state.get(k)[i])
                            .isCloseTo(expected.state().get(k).value(), within(tolerance));
                }
            }
            state = pulse.state;
        }
    }

    /// With the step replaced by its smooth stand-in the whole update is differentiable, and its derivative along the
    /// input is what central differences give: their error h²·f‴/6 + 2⁻⁵²/h is below 1e-8 away from kinks.
    @ParameterizedTest
    @MethodSource("neurons")
    void derivativesMatchDifferences(Neuron neuron) {
        double h = 1e-5;
        Algebra<Dual> smooth = new SmoothAlgebra();
        float[] inputs = Seed.of(11).normals(20);
        for (float x : inputs) {
            var at = neuron.step(smooth, Dual.variable(x), states(neuron), learned(neuron));
            var above = neuron.step(smooth, Dual.constant(x + h), states(neuron), learned(neuron));
            var below = neuron.step(smooth, Dual.constant(x - h), states(neuron), learned(neuron));
            for (int k = 0; k < at.state().size(); k++) {
                double difference =
                        (above.state().get(k).value() - below.state().get(k).value()) / (2 * h);
                assertThat(at.state().get(k).derivative()).isCloseTo(difference, within(1e-7));
            }
            double difference = (above.output().value() - below.output().value()) / (2 * h);
            assertThat(at.output().derivative()).isCloseTo(difference, within(1e-7));
        }
    }

    private record Pulse(float[] output, List<float[]> state) {}

    private static Pulse arrays(Neuron neuron, float[] input, List<float[]> state) {
        List<float[]> learned = Collections.nCopies(neuron.learned().size(), filled(0.5f));
        var pulse = neuron.step(new ArrayAlgebra(), input, state, learned);
        return new Pulse(pulse.output(), pulse.state());
    }

    private static float[] input(int tick) {
        return Seed.of(7).split(tick).normals(NEURONS);
    }

    private static List<float[]> zeros(Neuron neuron) {
        return Collections.nCopies(neuron.state().size(), filled(0));
    }

    private static float[] filled(float value) {
        float[] values = new float[NEURONS];
        Arrays.fill(values, value);
        return values;
    }

    private static List<Dual> states(Neuron neuron) {
        return Collections.nCopies(neuron.state().size(), Dual.constant(0.3));
    }

    private static List<Dual> learned(Neuron neuron) {
        return Collections.nCopies(neuron.learned().size(), Dual.constant(0.5));
    }
}

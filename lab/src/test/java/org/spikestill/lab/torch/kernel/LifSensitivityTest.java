package org.spikestill.lab.torch.kernel;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;
import org.spikestill.model.settings.Seed;
import org.spikestill.model.surrogate.Sigmoid;
import org.spikestill.model.surrogate.Surrogate;
import org.spikestill.model.surrogate.Triangle;

/// How much a rate gains by a current added at every tick, as the kernels take it on the way forward.
class LifSensitivityTest {
    private static final Reset SOFT = new Reset(Reset.Target.SUBTRACT, true);
    private static final Reset SOFT_FOLLOWED = new Reset(Reset.Target.SUBTRACT, false);
    private static final Reset HARD_FOLLOWED = new Reset(Reset.Target.ZERO, false);

    /// Input 0.6 at each of four ticks, threshold 1; worked from the recursion of κ by hand.
    private static Stream<Arguments> workedSensitivities() {
        return Stream.of(
                Arguments.of(1f, new Triangle(0.3f), SOFT, Order.CHARGE_FIRST, 0.525),
                Arguments.of(0.5f, new Triangle(0.3f), SOFT, Order.CHARGE_FIRST, 0.358828),
                Arguments.of(0.5f, new Triangle(1f), SOFT, Order.CHARGE_FIRST, 1.196094),
                Arguments.of(0.5f, new Triangle(1f), SOFT_FOLLOWED, Order.CHARGE_FIRST, 0.832141),
                Arguments.of(0.5f, new Triangle(1f), HARD_FOLLOWED, Order.CHARGE_FIRST, 0.780089),
                Arguments.of(0.2f, new Sigmoid(4f), SOFT, Order.CHARGE_FIRST, 0.848261),
                Arguments.of(1f, new Triangle(0.3f), SOFT, Order.FIRE_FIRST, 0.345));
    }

    @ParameterizedTest
    @MethodSource("workedSensitivities")
    void bothKernelsGiveTheWorkedSensitivity(
            float leak, Surrogate surrogate, Reset reset, Order order, double expected) {
        Lif lif = new Lif(leak, 1, reset, order, surrogate);
        float[] input = new float[80];
        Arrays.fill(input, 0.6f);

        float[] everywhere = new float[20];
        Arrays.fill(everywhere, (float) expected);
        assertThat(sensitivity(new ScalarLif(), lif, input, 20)).containsExactly(everywhere, within(2e-6f));
        assertThat(sensitivity(new VectorLif(), lif, input, 20)).containsExactly(everywhere, within(2e-6f));
    }

    /// The two compute the same expressions; only the sigmoid's exponential may round differently.
    @Tag("lanes")
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16, 33, 207, 1030})
    void kernelAndDefinitionAgreeOnSensitivities(int neurons) {
        float[] input = Seed.of(3).normals(5 * neurons);
        for (Reset reset : List.of(SOFT, SOFT_FOLLOWED, HARD_FOLLOWED, new Reset(Reset.Target.ZERO, true))) {
            for (Order order : Order.values()) {
                Lif lif = new Lif(0.9f, 0.7f, reset, order, new Triangle());
                assertThat(sensitivity(new VectorLif(), lif, input, neurons))
                        .containsExactly(sensitivity(new ScalarLif(), lif, input, neurons), within(1e-6f));
            }
        }
    }

    private static float[] sensitivity(LifKernel kernel, Lif lif, float[] input, int neurons) {
        int ticks = input.length / neurons;
        try (Arena arena = Arena.ofConfined()) {
            Values current = Values.floats(arena.allocateFrom(JAVA_FLOAT, input));
            Values spikes = Values.floats(arena.allocate(4L * input.length, 64));
            MemorySegment sensitivity = arena.allocate(4L * neurons, 64);
            var population = LifCases.population(lif, ticks, neurons, PoolWindows.NONE, current, false, null, 0, null);
            var averages =
                    new LifKernel.Averages(Values.floats(arena.allocate(4L * neurons, 64)), Values.floats(sensitivity));
            kernel.forward(new LifKernel.Forward(population, spikes, null, averages), 0, neurons);
            return sensitivity.toArray(JAVA_FLOAT);
        }
    }
}

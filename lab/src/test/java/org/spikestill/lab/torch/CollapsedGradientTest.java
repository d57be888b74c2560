package org.spikestill.lab.torch;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.lab.train.Initial;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Scaling;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.algebra.Algebra;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.neuron.Integrator;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;
import org.spikestill.model.settings.Seed;
import org.spikestill.model.surrogate.Sigmoid;
import org.spikestill.model.surrogate.Surrogate;
import org.spikestill.model.surrogate.Triangle;

class CollapsedGradientTest {
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
        java.util.Arrays.fill(input, 0.6f);

        float[] everywhere = new float[20];
        java.util.Arrays.fill(everywhere, (float) expected);
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

    /// With one spiking layer and constant input, dL/dr·e is what back-propagation through time sums up to; both are sums
    /// of the same products in another order.
    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8})
    void oneSpikingLayerHasTheExactGradient(int ticks) {
        Network network = oneLayer(new Lif(0.9f, 1, SOFT, Order.CHARGE_FIRST, new Triangle()), ticks);

        Map<String, float[]> exact = gradients(network, Gradient.EXACT);
        Map<String, float[]> collapsed = gradients(network, Gradient.COLLAPSED);

        assertThat(collapsed.keySet()).isEqualTo(exact.keySet());
        exact.forEach((name, values) -> {
            float largest = 0;
            for (float value : values) {
                largest = Math.max(largest, Math.abs(value));
            }
            assertThat(largest).as(name).isPositive();
            assertThat(collapsed.get(name)).as(name).containsExactly(values, within(1e-5f * largest));
        });
    }

    @Test
    void spikesAndLogitsAreThoseOfTheRunThroughTime() {
        Network network = oneLayer(new Lif(), 4);
        try (TorchNetwork torch = new TorchNetwork(network, Initial.of(network, Seed.of(1)));
                Scope _ = Scope.open()) {
            float[] images = images();
            Trace exact = torch.run(images, 3, new long[3], RunMode.training(5, Set.of(), Gradient.EXACT));
            Trace collapsed = torch.run(images, 3, new long[3], RunMode.training(5, Set.of(), Gradient.COLLAPSED));

            assertThat(collapsed.spikes()).isEqualTo(exact.spikes());
            assertThat(collapsed.logitsByTick().toFloats())
                    .isEqualTo(exact.logitsByTick().toFloats());
            assertThat(collapsed.logits().toFloats())
                    .containsExactly(exact.logits().toFloats(), within(1e-4f));
        }
    }

    @Test
    void aNeuronWithoutMeasuredSensitivityIsRefused() {
        Network network = oneLayer(new Other(), 2);
        try (TorchNetwork torch = new TorchNetwork(network, Initial.of(network, Seed.of(1)));
                Scope _ = Scope.open()) {
            assertThatThrownBy(() ->
                            torch.run(images(), 3, new long[3], RunMode.training(1, Set.of(), Gradient.COLLAPSED)))
                    .isInstanceOf(InvalidNetwork.class)
                    .hasMessage(
                            "'spike' is another neuron, through which gradients cannot be collapsed: train with exact"
                                    + " gradients");
        }
    }

    /// A neuron that only the reference path knows.
    record Other() implements Neuron.Firing {
        @Override
        public float threshold() {
            return 1;
        }

        @Override
        public Other withThreshold(float threshold) {
            return this;
        }

        @Override
        public List<String> state() {
            return List.of();
        }

        @Override
        public <V> Pulse<V> step(Algebra<V> a, V input, List<V> state, List<V> learned) {
            return new Pulse<>(a.spike(a.shift(input, -1), 1, new Triangle()), List.of());
        }

        @Override
        public String toString() {
            return "another neuron";
        }
    }

    private static Network oneLayer(Neuron neuron, int ticks) {
        return new Network(
                Shape.of(3, 7, 7),
                Scaling.symmetric(3),
                new Direct(),
                ticks,
                List.of(
                        new Node("conv", Layer.Conv2d.same(6, 3, true), List.of("input")),
                        new Node("spike", new Layer.Spike(neuron), List.of("conv")),
                        new Node("dropout", new Layer.Dropout(0.3f), List.of("spike")),
                        new Node("pool", new Layer.AveragePool2d(2), List.of("dropout")),
                        new Node("flatten", new Layer.Flatten(), List.of("pool")),
                        new Node("fc", new Layer.Linear(4, true), List.of("flatten")),
                        new Node("readout", new Layer.Spike(new Integrator()), List.of("fc"))));
    }

    private static float[] images() {
        float[] images = new float[3 * 147];
        for (int i = 0; i < images.length; i++) {
            images[i] = Seed.uniform(11, i);
        }
        return images;
    }

    private static Map<String, float[]> gradients(Network network, Gradient gradient) {
        Weights weights = Initial.of(network, Seed.of(1));
        Map<String, float[]> gradients = new HashMap<>();
        try (TorchNetwork torch = new TorchNetwork(network, weights);
                Scope _ = Scope.open()) {
            Trace trace = torch.run(images(), 3, new long[3], RunMode.training(5, Set.of("spike"), gradient));
            Tensor loss = trace.logits()
                    .divide(network.ticks())
                    .crossEntropy(Tensor.ofLabels(new int[] {0, 1, 3}, 3))
                    .plus(trace.map("spike").square().mean());
            trace.backward(loss);
            torch.trainables()
                    .forEach(each -> gradients.put(
                            each.parameter().name(), each.tensor().gradient().toFloats()));
        }
        return gradients;
    }

    private static float[] sensitivity(LifKernel kernel, Lif lif, float[] input, int neurons) {
        int ticks = input.length / neurons;
        try (Arena arena = Arena.ofConfined()) {
            Values current = Values.floats(arena.allocateFrom(JAVA_FLOAT, input));
            Values spikes = Values.floats(arena.allocate(4L * input.length, 64));
            MemorySegment sensitivity = arena.allocate(4L * neurons, 64);
            var population =
                    new LifKernel.Population(lif, ticks, neurons, PoolWindows.NONE, current, false, null, 0, null);
            kernel.forward(new LifKernel.Forward(population, spikes, null, sensitivity), 0, neurons);
            return sensitivity.toArray(JAVA_FLOAT);
        }
    }
}

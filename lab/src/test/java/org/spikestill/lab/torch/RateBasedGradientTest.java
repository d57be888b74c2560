package org.spikestill.lab.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.lab.train.HeInit;
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
import org.spikestill.model.surrogate.Triangle;

class RateBasedGradientTest {
    private static final Reset SOFT = new Reset(Reset.Target.SUBTRACT, true);

    /// With one spiking layer and constant input, dL/dr·e is what back-propagation through time sums up to; both are sums
    /// of the same products in another order.
    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8})
    void oneSpikingLayerHasTheExactGradient(int ticks) {
        Network network = oneLayer(new Lif(0.9f, 1, SOFT, Order.CHARGE_FIRST, new Triangle()), ticks);

        Map<String, float[]> exact = gradients(network, Gradient.BPTT);
        Map<String, float[]> rateBased = gradients(network, Gradient.RATE_BASED);

        assertThat(rateBased.keySet()).isEqualTo(exact.keySet());
        exact.forEach((name, values) -> {
            float largest = 0;
            for (float value : values) {
                largest = Math.max(largest, Math.abs(value));
            }
            assertThat(largest).as(name).isPositive();
            assertThat(rateBased.get(name)).as(name).containsExactly(values, within(1e-5f * largest));
        });
    }

    @Test
    void spikesAndLogitsAreThoseOfTheRunThroughTime() {
        Network network = oneLayer(new Lif(), 4);
        try (TorchNetwork torch = new TorchNetwork(network, HeInit.of(network, Seed.of(1)));
                Scope _ = Scope.open()) {
            float[] images = images();
            Trace exact = torch.run(images, 3, new long[3], RunMode.training(5, Set.of(), Gradient.BPTT));
            Trace rateBased = torch.run(images, 3, new long[3], RunMode.training(5, Set.of(), Gradient.RATE_BASED));

            assertThat(rateBased.spikes()).isEqualTo(exact.spikes());
            assertThat(rateBased.logitsByTick().toFloats())
                    .isEqualTo(exact.logitsByTick().toFloats());
            assertThat(rateBased.logits().toFloats())
                    .containsExactly(exact.logits().toFloats(), within(1e-4f));
        }
    }

    @Test
    void aNeuronWithoutMeasuredSensitivityIsRefused() {
        Network network = oneLayer(new Other(), 2);
        try (TorchNetwork torch = new TorchNetwork(network, HeInit.of(network, Seed.of(1)));
                Scope _ = Scope.open()) {
            assertThatThrownBy(() ->
                            torch.run(images(), 3, new long[3], RunMode.training(1, Set.of(), Gradient.RATE_BASED)))
                    .isInstanceOf(InvalidNetwork.class)
                    .hasMessage("'spike' is another neuron, through which rate-based gradients cannot flow: train"
                            + " with the gradient bptt");
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
        Weights weights = HeInit.of(network, Seed.of(1));
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
}

package org.spikestill.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.model.Block;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.algebra.Algebra;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Neuron;

/// Neurons the engine has no kernel for.
class AlgebraFallbackTest {
    /// The same equations under a name the engine does not know.
    record Stranger(Lif lif) implements Neuron.Firing {
        @Override
        public float threshold() {
            return lif.threshold();
        }

        @Override
        public Stranger withThreshold(float threshold) {
            return new Stranger(lif.withThreshold(threshold));
        }

        @Override
        public List<String> state() {
            return lif.state();
        }

        @Override
        public <V> Pulse<V> step(Algebra<V> a, V input, List<V> state, List<V> learned) {
            return lif.step(a, input, state, learned);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void aStrangerFiresLikeTheKernelBitForBit(long seed) {
        Chance chance = new Chance(seed);
        Network known = RandomNetwork.draw(chance);
        Weights weights = RandomNetwork.normal(known, chance);
        float[] sample = RandomNetwork.sample(known, chance);
        Network strange = known.mapNodes(node -> node.layer() instanceof Layer.Spike(Lif lif)
                ? node.withLayer(new Layer.Spike(new Stranger(lif)))
                : node);
        try (Engine fused = Engine.of(known, weights);
                Engine algebra = Engine.of(strange, weights)) {
            Prediction wanted = fused.open().run(sample, seed);
            Prediction found = algebra.open().run(sample, seed);
            assertThat(found.logits()).containsExactly(wanted.logits());
            assertThat(found.firingLayers()).isEqualTo(wanted.firingLayers()).isNotEmpty();
            for (String layer : wanted.firingLayers()) {
                assertThat(found.spikes(layer)).as(layer).isEqualTo(wanted.spikes(layer));
            }
            for (String layer : wanted.synapticLayers()) {
                assertThat(found.adds(layer)).as(layer).isEqualTo(wanted.adds(layer));
                assertThat(found.multiplyAdds(layer)).as(layer).isEqualTo(wanted.multiplyAdds(layer));
            }
        }
    }

    /// y\[t\] = gain·x\[t − 1\] + x\[t − 2\]: keeps its input and passes on what it was given, without making new
    /// values.
    record Echo() implements Neuron {
        @Override
        public List<String> state() {
            return List.of("last", "beforeLast");
        }

        @Override
        public List<String> learned() {
            return List.of("gain");
        }

        @Override
        public <V> Pulse<V> step(Algebra<V> a, V input, List<V> state, List<V> learned) {
            V output = a.add(a.multiply(state.getFirst(), learned.getFirst()), state.getLast());
            return new Pulse<>(output, List.of(input, state.getFirst()));
        }
    }

    @Test
    void aNeuronMayKeepTheArraysItIsGiven() {
        // x = 1, 2, 3, …: the read-out of a constant 1 integrates
        Network network = Chain.of(1, 1, 2)
                .then("ramp", new Layer.Spike(new org.spikestill.model.neuron.Integrator()))
                .then("echo", new Layer.Spike(new Echo()))
                .network(5);
        Weights weights = new Weights(Map.of(
                "echo.gain", Block.of(Shape.of(1), 10),
                "echo.last", Block.of(Shape.of(1), 7),
                "echo.beforeLast", Block.of(Shape.of(1, 1, 2), 3, 4)));
        float[][] wanted = {{73, 74}, {17, 17}, {21, 21}, {32, 32}, {43, 43}};
        try (Engine engine = Engine.of(network, weights)) {
            Session session = engine.open();
            for (int repeat = 0; repeat < 2; repeat++) {
                session.begin(new float[] {1, 1}, 0);
                for (int tick = 0; session.step(); tick++) {
                    assertThat(session.prediction().logits()).containsExactly(wanted[tick]);
                }
            }
        }
    }
}

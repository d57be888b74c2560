package org.spikestill.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.model.neuron.Lif;

class ListenerTest {
    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    /// Kept apart or merged, the operations give the same logits and the same spikes.
    @ParameterizedTest
    @MethodSource("seeds")
    void aTracedEnginePredictsWhatAnyOtherDoes(long seed) {
        Chance chance = new Chance(seed);
        Network network = RandomNetwork.draw(chance);
        Weights weights = RandomNetwork.normal(network, chance);
        float[] sample = RandomNetwork.sample(network, chance);
        for (WeightType type : WeightType.values()) {
            try (Engine plain = Engine.of(network, weights, type);
                    Engine traced = Engine.traced(network, weights, type)) {
                Session session = traced.open();
                long[] spikes = new long[1];
                session.listen(tick -> tick.firingLayers().forEach(layer -> spikes[0] += tick.spikes(layer).length));
                Prediction wanted = plain.open().run(sample, seed);
                Prediction found = session.run(sample, seed);
                assertThat(found.logits()).containsExactly(wanted.logits());
                long all = 0;
                for (String layer : wanted.firingLayers()) {
                    assertThat(found.spikes(layer)).isEqualTo(wanted.spikes(layer));
                    all += wanted.spikes(layer);
                }
                assertThat(spikes[0]).isEqualTo(all);
            }
        }
    }

    /// Worked by hand: v = 0.4, 0.8, 1.2 − 1 = 0.2, … under a current of 0.4, and a read-out that counts spikes.
    @Test
    void membranesAndSpikesAreThoseOfTheEquation() {
        Network network = Chain.of(2).then("spike", Chain.fire(1)).readOut(4);
        List<String> heard = new ArrayList<>();
        try (Engine engine = Engine.traced(network, new Weights(Map.of()), WeightType.FP32)) {
            Session session = engine.open();
            session.listen(tick -> heard.add(tick.number() + " " + Arrays.toString(tick.spikes("spike")) + " "
                    + Arrays.toString(tick.membranes("spike")) + " " + Arrays.toString(tick.membranes("out"))));
            session.run(new float[] {0.5f, 0}, 0);
            assertThat(heard)
                    .containsExactly(
                            "0 [] [0.5, 0.0] [0.0, 0.0]",
                            "1 [] [1.0, 0.0] [0.0, 0.0]",
                            "2 [0] [0.5, 0.0] [1.0, 0.0]",
                            "3 [] [1.0, 0.0] [1.0, 0.0]");
        }
    }

    /// Maps are in row-major order, also behind pooling that would else be merged.
    @Test
    void mapsOfAPooledLayerAreInTheOrderOfTheirShape() {
        Network network = Chain.of(2, 2, 2)
                .then("spike", new Layer.Spike(new Lif()))
                .then("pool", new Layer.AveragePool2d(2))
                .then("flatten", new Layer.Flatten())
                .readOut(1);
        float[] sample = {0.1f, 0.2f, 0.3f, 0.4f, 0.5f, 0.6f, 0.7f, 0.8f};
        try (Engine engine = Engine.traced(network, new Weights(Map.of()), WeightType.FP32)) {
            Session session = engine.open();
            List<float[]> membranes = new ArrayList<>();
            session.listen(tick -> membranes.add(tick.membranes("spike")));
            session.run(sample, 0);
            assertThat(membranes).hasSize(1);
            assertThat(membranes.getFirst()).containsExactly(sample);
        }
    }

    @Test
    void anEngineThatMergesRefusesListenersAndAListenerMayNotStep() {
        Network network = Chain.of(2).then("spike", Chain.fire(1)).readOut(2);
        Weights none = new Weights(Map.of());
        try (Engine plain = Engine.of(network, none);
                Engine traced = Engine.traced(network, none, WeightType.FP32)) {
            assertThatThrownBy(() -> plain.open().listen(_ -> {}))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageEndingWith("make it with Engine.traced");
            Session session = traced.open();
            session.listen(_ -> session.step());
            assertThatThrownBy(() -> session.run(new float[2], 0))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageStartingWith("an exit rule or a listener calls the session");
            session.listen(tick -> tick.membranes("fc"));
            assertThatThrownBy(() -> session.run(new float[2], 0))
                    .hasMessage("no layer 'fc' has membranes: choose among [spike, out]");
        }
    }
}

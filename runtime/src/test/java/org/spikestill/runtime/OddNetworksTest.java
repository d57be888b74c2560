package org.spikestill.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.spikestill.model.Block;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.encode.Poisson;
import org.spikestill.model.neuron.Integrator;
import org.spikestill.runtime.lower.Arithmetic;
import org.spikestill.runtime.lower.Fusion;
import org.spikestill.runtime.lower.Lowering;
import org.spikestill.runtime.lower.Op;
import org.spikestill.runtime.lower.Program;

/// Arrangements nobody trains but the model allows.
class OddNetworksTest {
    private static final int TICKS = 3;

    /// Conversions between orders and forms are easiest to lose here: the two summands are ordered differently inside.
    @Test
    void aFlattenedMapIsAddedToAVector() {
        check(Chain.of(2, 3, 3)
                .then("spike", Chain.fire(0.25f))
                .then("flatten", new Layer.Flatten())
                .then("fc", new Layer.Linear(18, true))
                .then("add", new Layer.Add(), "flatten", "fc")
                .then("last", new Layer.Linear(4, false))
                .readOut(TICKS));
    }

    @Test
    void aNodeIsAddedToItself() {
        check(Chain.of(2, 3, 3)
                .then("spike", Chain.fire(0.5f))
                .then("add", new Layer.Add(), "spike", "spike")
                .then("conv", new Layer.Conv2d(3, 2, 1, 1, true))
                .readOut(TICKS));
    }

    @Test
    void theOutputIsAMapInChannelMajorOrder() {
        check(Chain.of(3, 2, 4).then("pass", Chain.fire(0.25f)).readOut(TICKS));
    }

    @Test
    void anIntegratorInTheMiddlePassesItsMembraneOn() {
        check(Chain.of(2, 4, 4)
                .then("conv1", new Layer.Conv2d(5, 3, 1, 1, false))
                .then("middle", new Layer.Spike(new Integrator()))
                .then("conv2", new Layer.Conv2d(2, 3, 1, 0, true))
                .readOut(TICKS));
    }

    @Test
    void theInputIsPooledAndAddedBeforeAnyNeuron() {
        check(Chain.of(2, 5, 5)
                .then("pool", new Layer.AveragePool2d(2))
                .then("conv", Layer.Conv2d.same(2, 3, false))
                .then("add", new Layer.Add(), "pool", "conv")
                .then("spike", Chain.fire(1))
                .then("flatten", new Layer.Flatten())
                .then("fc", new Layer.Linear(3, false))
                .readOut(TICKS));
    }

    /// More ticks than are kept at a time where a constant current decides them all.
    @Test
    void aLongSampleRunsTickByTick() {
        check(Chain.of(2, 6, 4)
                .then("conv", Layer.Conv2d.same(3, 3, true))
                .then("spike", Chain.fire(5))
                .then("pool", new Layer.AveragePool2d(2))
                .then("flatten", new Layer.Flatten())
                .then("fc", new Layer.Linear(3, true))
                .readOut(17));
    }

    /// The spikes behind the means have a reader of their own.
    @Test
    void whatIsPooledMayBeReadElsewhere() {
        check(Chain.of(2, 4, 4)
                .then("conv", Layer.Conv2d.same(3, 3, true))
                .then("spike", Chain.fire(2))
                .then("pool", new Layer.AveragePool2d(2), "spike")
                .then("means", new Layer.Conv2d(2, 2, 2, 0, false), "pool")
                .then("spikes", new Layer.Conv2d(2, 4, 4, 0, false), "spike")
                .then("add", new Layer.Add(), "means", "spikes")
                .readOut(TICKS));
    }

    /// Where the input itself is the current, nothing has synapses at all.
    private static void check(Network network) {
        Chance chance = new Chance(11);
        Weights weights = RandomNetwork.dyadic(network, chance);
        for (Network encoded : new Network[] {network, network.withEncoder(new Poisson())}) {
            float[] sample = RandomNetwork.sample(network, chance);
            Reference reference = Reference.run(encoded, weights, sample, 5);
            try (Engine engine = Engine.of(encoded, weights)) {
                Prediction prediction = engine.open().run(sample, 5);
                double[] logits = IntStream.range(0, prediction.classes())
                        .mapToDouble(prediction::logit)
                        .toArray();
                assertThat(logits).containsExactly(reference.logits[network.ticks() - 1]);
                reference.spikes.forEach((layer, spikes) -> assertThat(prediction.spikes(layer))
                        .as(layer)
                        .isEqualTo(LongStream.of(spikes).sum()));
            }
        }
    }

    /// The trainer divides a window's sum by its area; times the rounded reciprocal, 5 and 9 of 25 come out otherwise.
    @Test
    void aMeanDividesLikeTheTrainer() {
        Network network = Chain.of(1, 11, 6)
                .then("spike", Chain.fire(0.5f))
                .then("pool", new Layer.AveragePool2d(5))
                .readOut(1);
        float[] sample = new float[66];
        for (int row = 0; row < 11; row++) {
            sample[row * 6 + 1] = 1; // 5 in the first window, 5 in the second, one below
            sample[row * 6 + 5] = 1; // right of both
        }
        for (int column = 1; column < 5; column++) {
            sample[7 * 6 + column] = 1;
            sample[8 * 6 + column] = column < 3 ? 1 : 0;
        }
        try (Engine engine = Engine.of(network, new Weights(Map.of()))) {
            assertThat(engine.open().run(sample, 0).logits()).containsExactly(5 / 25f, 9 / 25f);
        }
    }

    @Test
    void whatAConstantInputDecidesIsComputedOncePerSample() {
        Network direct = Chain.of(2, 4, 4)
                .then("conv", new Layer.Conv2d(3, 3, 1, 1, true))
                .then("spike", Chain.fire(1))
                .then("flatten", new Layer.Flatten())
                .then("fc", new Layer.Linear(2, false))
                .readOut(TICKS);
        Weights weights = RandomNetwork.dyadic(direct, new Chance(3));
        try (Arena arena = Arena.ofConfined()) {
            Program constant = Lowering.lower(direct, weights, Arithmetic.FLOAT32, Fusion.FUSED, arena);
            Program changing =
                    Lowering.lower(direct.withEncoder(new Poisson()), weights, Arithmetic.FLOAT32, Fusion.FUSED, arena);
            assertThat(constant.once())
                    .hasAtLeastOneElementOfType(Op.Gather.class)
                    .hasAtLeastOneElementOfType(Op.Fire.class);
            assertThat(constant.eachTick())
                    .filteredOn(Op.Gather.class::isInstance)
                    .hasSize(1);
            assertThat(changing.once()).isEmpty();
        }
    }

    /// Buffers are longer than populations: 1.5 would fire there, too.
    @Test
    void oneInitialValueServesAWholePopulationAndNoneBeyond() {
        Network network = Chain.of(3).then("fire", Chain.fire(1)).readOut(1);
        Block start = Block.of(Shape.of(1), 1.5f);
        Weights weights = new Weights(Map.of("fire.v", start, "out.v", Block.of(Shape.of(3), 5, 6, 7)));
        try (Engine engine = Engine.of(network, weights)) {
            Prediction prediction = engine.open().run(new float[3], 0);
            assertThat(prediction.spikes("fire")).isEqualTo(3);
            assertThat(prediction.logits()).containsExactly(6, 7, 8);
        }
    }
}

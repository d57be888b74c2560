package org.spikestill.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikestill.model.Block;
import org.spikestill.model.Network;
import org.spikestill.model.Parameter;
import org.spikestill.model.Weights;
import org.spikestill.runtime.kernel.Kernels;
import org.spikestill.runtime.kernel.LoopKernels;
import org.spikestill.runtime.kernel.ScalarKernels;
import org.spikestill.runtime.kernel.VectorKernels;

/// The engine on 8-bit weights against the definition run with the values that these stand for.
@Tag("lanes")
class IntegerReferenceTest {
    private static final int NETWORKS = 20;

    static Stream<Arguments> seedsAndKernels() {
        return LongStream.range(0, NETWORKS)
                .boxed()
                .flatMap(seed -> Stream.of(new ScalarKernels(), new LoopKernels(), new VectorKernels())
                        .map(kernels -> Arguments.of(seed, kernels)));
    }

    /// Scales of 1/32 and few digits: every sum is exact in either arithmetic.
    @ParameterizedTest
    @MethodSource("seedsAndKernels")
    void exactScalesGiveTheSameSpikesAndLogits(long seed, Kernels kernels) {
        Chance chance = new Chance(seed);
        Network network = RandomNetwork.draw(chance);
        Weights weights = RandomNetwork.dyadic(network, chance);
        for (Parameter parameter : network.parameters()) {
            if (parameter.role() == Parameter.Role.WEIGHT) {
                weights = weights.with(parameter.name(), onGrid(weights.get(parameter.name())));
            }
        }
        float[] sample = RandomNetwork.sample(network, chance);
        Reference reference = Reference.run(network, weights, sample, seed);
        try (Engine engine = Engine.of(network, weights, WeightType.INT8, kernels)) {
            Session session = engine.open();
            session.begin(sample, seed);
            for (int tick = 0; session.step(); tick++) {
                float[] logits = session.prediction().logits();
                assertThat(IntStream.range(0, logits.length).mapToDouble(k -> logits[k]))
                        .as("%s, tick %d", network, tick)
                        .containsExactly(IntStream.range(0, logits.length)
                                .mapToObj(k ->
                                        reference.logits[session.prediction().ticks() - 1][k])
                                .toArray(Double[]::new));
            }
            reference.spikes.forEach(
                    (layer, spikes) -> assertThat(session.prediction().spikes(layer))
                            .as("spikes of %s", layer)
                            .isEqualTo(LongStream.of(spikes).sum()));
        }
    }

    /// Sixteenths of what they were, and one 127/32 per output, which makes the scale 1/32.
    private static Block onGrid(Block block) {
        float[] values = block.toFloats();
        int outputs = block.shape().channels();
        int rows = values.length / outputs;
        for (int i = 0; i < values.length; i++) {
            values[i] = i % rows == i / rows % rows ? 127 / 32f : values[i] / 16;
        }
        return Block.of(block.shape(), values);
    }

    /// Rounding as its definition reads, in double. Sums in another order differ by far less than 0.001 here.
    @ParameterizedTest
    @MethodSource("seedsAndKernels")
    void anyWeightsAreRoundedAsDefined(long seed, Kernels kernels) {
        Chance chance = new Chance(seed);
        Network network = RandomNetwork.draw(chance);
        Weights weights = RandomNetwork.normal(network, chance);
        float[] sample = RandomNetwork.sample(network, chance);
        Weights rounded = weights;
        for (Parameter parameter : network.parameters()) {
            if (parameter.role() == Parameter.Role.WEIGHT) {
                rounded = rounded.with(parameter.name(), rounded(weights.get(parameter.name())));
            }
        }
        Reference reference = Reference.run(network, rounded, sample, seed);
        try (Engine engine = Engine.of(network, weights, WeightType.INT8, kernels)) {
            Prediction prediction = engine.open().run(sample, seed);
            reference.spikes.forEach((layer, spikes) -> assertThat(prediction.spikes(layer))
                    .as("spikes of %s", layer)
                    .isEqualTo(LongStream.of(spikes).sum()));
            reference.adds.forEach((layer, adds) -> assertThat(prediction.adds(layer))
                    .as("additions of %s", layer)
                    .isEqualTo(LongStream.of(adds).sum()));
            for (int k = 0; k < prediction.classes(); k++) {
                assertThat((double) prediction.logit(k))
                        .isCloseTo(reference.logits[network.ticks() - 1][k], within(1e-3));
            }
        }
    }

    private static Block rounded(Block block) {
        float[] values = block.toFloats();
        int rows = values.length / block.shape().channels();
        for (int first = 0; first < values.length; first += rows) {
            double largest = 0;
            for (int i = first; i < first + rows; i++) {
                largest = Math.max(largest, Math.abs(values[i]));
            }
            for (int i = first; i < first + rows; i++) {
                values[i] = (float) (Math.rint(values[i] * 127 / largest) * largest / 127);
            }
        }
        return Block.of(block.shape(), values);
    }
}

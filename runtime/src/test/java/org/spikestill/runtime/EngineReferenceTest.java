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
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.runtime.kernel.Kernels;
import org.spikestill.runtime.kernel.LoopKernels;
import org.spikestill.runtime.kernel.ScalarKernels;
import org.spikestill.runtime.kernel.VectorKernels;

/// The engine against the definition, on random networks.
@Tag("lanes")
class EngineReferenceTest {
    private static final int NETWORKS = 20;

    static Stream<Arguments> seedsAndKernels() {
        return LongStream.range(0, NETWORKS)
                .boxed()
                .flatMap(seed -> Stream.of(new ScalarKernels(), new LoopKernels(), new VectorKernels())
                        .map(kernels -> Arguments.of(seed, kernels)));
    }

    @ParameterizedTest
    @MethodSource("seedsAndKernels")
    void exactSumsGiveTheSameSpikesLogitsAndCounts(long seed, Kernels kernels) {
        Chance chance = new Chance(seed);
        Network network = RandomNetwork.draw(chance);
        Weights weights = RandomNetwork.dyadic(network, chance);
        try (Engine engine = Engine.of(network, weights, WeightType.FP32, kernels)) {
            Session session = engine.open();
            for (long key = 0; key < 2; key++) {
                float[] sample = RandomNetwork.sample(network, chance);
                Reference reference = Reference.run(network, weights, sample, key);
                session.begin(sample, key);
                for (int tick = 0; session.step(); tick++) {
                    assertThat(doubles(session.prediction().logits()))
                            .as("%s, tick %d", network, tick)
                            .containsExactly(reference.logits[tick]);
                }
                assertCountsMatch(reference, session.prediction());
            }
        }
    }

    private static void assertCountsMatch(Reference reference, Prediction prediction) {
        int ticks = prediction.ticks();
        assertThat(prediction.firingLayers()).containsExactlyElementsOf(reference.spikes.keySet());
        assertThat(prediction.synapticLayers()).containsExactlyInAnyOrderElementsOf(reference.adds.keySet());
        reference.spikes.forEach((layer, wanted) -> assertThat(IntStream.range(0, ticks)
                        .mapToLong(tick -> prediction.spikes(layer, tick))
                        .toArray())
                .as("spikes of %s", layer)
                .containsExactly(wanted));
        reference.adds.forEach((layer, wanted) -> assertThat(IntStream.range(0, ticks)
                        .mapToLong(tick -> prediction.adds(layer, tick))
                        .toArray())
                .as("additions of %s", layer)
                .containsExactly(wanted));
        reference.multiplyAdds.forEach((layer, wanted) -> {
            assertThat(prediction.multiplyAdds(layer))
                    .as("multiplications of %s", layer)
                    .isEqualTo(LongStream.of(wanted).sum());
        });
    }

    /// Rounding differs from the definition's, by at most 2⁻²⁴ of the sum of magnitudes per operation; a few
    /// thousand operations stay far below 0.001 for logits of this size. In these networks no membrane comes that
    /// close to its threshold.
    @ParameterizedTest
    @MethodSource("seedsAndKernels")
    void roundedSumsGiveTheSameSpikesAndCloseLogits(long seed, Kernels kernels) {
        Chance chance = new Chance(seed);
        Network network = RandomNetwork.draw(chance);
        Weights weights = RandomNetwork.normal(network, chance);
        float[] sample = RandomNetwork.sample(network, chance);
        Reference reference = Reference.run(network, weights, sample, seed);
        try (Engine engine = Engine.of(network, weights, WeightType.FP32, kernels)) {
            Prediction prediction = engine.open().run(sample, seed);
            assertCountsMatch(reference, prediction);
            double[] logits = reference.logits[network.ticks() - 1];
            for (int k = 0; k < logits.length; k++) {
                assertThat((double) prediction.logit(k)).isCloseTo(logits[k], within(1e-3));
            }
        }
    }

    private static double[] doubles(float[] values) {
        return IntStream.range(0, values.length).mapToDouble(i -> values[i]).toArray();
    }
}

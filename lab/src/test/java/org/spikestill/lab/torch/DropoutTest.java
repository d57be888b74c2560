package org.spikestill.lab.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.model.neuron.Integrator;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.settings.Seed;

class DropoutTest {
    private static final int SAMPLES = 5;
    private static final int WIDTH = 40;
    private static final int TICKS = 4;

    /// Inputs of 1 that make every neuron fire at every tick, dropped, and summed up tick by tick.
    private static Network varying(String name, float rate) {
        return Draft.of(TICKS, WIDTH)
                .spike("lif", new Lif().withThreshold(0.5f))
                .node(name, new Layer.Dropout(rate))
                .spike("out", new Integrator())
                .network();
    }

    /// The same without neurons before the dropout: what it drops does not change with the ticks.
    private static Network constant(String name, float rate) {
        return Draft.of(TICKS, WIDTH)
                .node(name, new Layer.Dropout(rate))
                .spike("out", new Integrator())
                .network();
    }

    private static List<Float> sums(Network network, NeuronPath path, RunMode mode) {
        float[] ones = new float[SAMPLES * WIDTH];
        Arrays.fill(ones, 1);
        try (TorchNetwork torch = new TorchNetwork(network, new Weights(java.util.Map.of()), path);
                Scope _ = Scope.open()) {
            return Floats.of(torch.run(ones, SAMPLES, new long[SAMPLES], mode).logitsByTick());
        }
    }

    private static RunMode training(long key) {
        return RunMode.training(key, Set.of());
    }

    @ParameterizedTest
    @EnumSource
    void oneMaskHoldsForAllTicksOfABatch(NeuronPath path) {
        List<Float> sums = sums(varying("drop", 0.25f), path, training(1));
        List<Float> mask = sums.subList(0, SAMPLES * WIDTH); // after the first tick
        assertThat(Set.copyOf(mask)).containsExactlyInAnyOrder(0f, 1 / 0.75f);
        for (int i = 0; i < sums.size(); i++) {
            int tick = i / (SAMPLES * WIDTH);
            float kept = mask.get(i % (SAMPLES * WIDTH)) > 0 ? 1 : 0;
            assertThat(sums.get(i)).isEqualTo(repeated(kept / 0.75f, tick + 1));
        }
        assertThat(mask.subList(0, WIDTH))
                .as("each sample has a mask of its own")
                .isNotEqualTo(mask.subList(WIDTH, 2 * WIDTH));
    }

    private static float repeated(float value, int times) {
        float sum = 0;
        for (int i = 0; i < times; i++) {
            sum += value;
        }
        return sum;
    }

    @Test
    void theMaskDependsOnKeyAndNameOnly() {
        List<Float> wanted = sums(varying("drop", 0.25f), NeuronPath.FUSED, training(1));
        assertThat(sums(varying("drop", 0.25f), NeuronPath.FUSED, training(1))).isEqualTo(wanted);
        assertThat(sums(varying("drop", 0.25f), NeuronPath.REFERENCE, training(1)))
                .isEqualTo(wanted);
        assertThat(sums(constant("drop", 0.25f), NeuronPath.FUSED, training(1))).isEqualTo(wanted);
        assertThat(sums(varying("drop", 0.25f), NeuronPath.FUSED, training(2))).isNotEqualTo(wanted);
        assertThat(sums(varying("drop2", 0.25f), NeuronPath.FUSED, training(1))).isNotEqualTo(wanted);
    }

    @ParameterizedTest
    @EnumSource
    void evaluationDropsNothing(NeuronPath path) {
        List<Float> sums = sums(varying("drop", 0.25f), path, RunMode.evaluation());
        for (int i = 0; i < sums.size(); i++) {
            assertThat(sums.get(i)).isEqualTo(i / (SAMPLES * WIDTH) + 1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRateOfZeroDropsNothing(NeuronPath path) {
        assertThat(sums(varying("drop", 0), path, training(1)))
                .isEqualTo(sums(varying("drop", 0), path, RunMode.evaluation()));
    }

    /// A count of draws that each drop with probability p has deviation √(n·p·(1 − p)); five of them are exceeded once in
    /// two million seeds.
    @ParameterizedTest
    @ValueSource(floats = {0.01f, 0.2f, 0.5f, 0.9f})
    void dropsItsShareAndScalesTheRest(float rate) {
        int elements = 200_000;
        try (Scope _ = Scope.open()) {
            float[] mask = Functions.dropoutMask(
                            Tensor.zeros(elements), rate, Seed.of(71).value())
                    .toFloats();
            int dropped = 0;
            for (float value : mask) {
                assertThat(value == 0 || value == 1 / (1 - rate)).isTrue();
                dropped += value == 0 ? 1 : 0;
            }
            double deviation = Math.sqrt(elements * (double) rate * (1 - rate));
            assertThat(Math.abs(dropped - elements * (double) rate)).isLessThan(5 * deviation);
        }
    }
}

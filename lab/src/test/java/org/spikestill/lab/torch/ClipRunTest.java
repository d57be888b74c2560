package org.spikestill.lab.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.lab.torch.kernel.ClipKernel;
import org.spikestill.lab.torch.kernel.PoolWindows;
import org.spikestill.model.Block;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.settings.Seed;

/// The pass over lanes against the composition of library operations, at lengths that fill no whole lanes, and where the
/// work is split over threads.
@Tag("lanes")
class ClipRunTest {
    private static final float LAMBDA = 1.71f;

    /// Values are multiples of 1/64 in bfloat16's reach, so that both paths see the same; λ is none, nor is an odd eighth
    /// of it, so no value lies on an edge. A sum of n products of about 1 is taken in another order: within n·2⁻²⁴·√n of each other at the very worst.
    @ParameterizedTest
    @CsvSource({"1, FLOAT32", "37, FLOAT32", "40001, FLOAT32", "37, BFLOAT16", "40001, BFLOAT16"})
    void equalsTheComposition(int count, Precision precision) {
        try (Scope _ = Scope.open()) {
            Tensor x = tensor(count, Seed.of(1));
            Tensor given = tensor(count, Seed.of(2));
            Tensor leaf = x.times(1).requiringGradient();
            Tensor lambda = Tensor.of(new float[] {LAMBDA}, 1).requiringGradient();
            Tensor expected = Functions.quantisedClip(leaf, lambda, 4);
            expected.times(given).sum().backward();

            Tensor current = x.as(precision);
            ClipRun run = new ClipRun(new ClipKernel(LAMBDA, 4, PoolWindows.NONE), current, null);
            Tensor output = current.emptyLike();
            run.forward(output);
            Tensor gradient = current.emptyLike();
            float byLambda = run.backward(given.as(precision), gradient);

            float rounding = precision == Precision.FLOAT32 ? 1e-6f : LAMBDA / 256;
            assertThat(output.as(Precision.FLOAT32).toFloats()).containsExactly(expected.toFloats(), within(rounding));
            assertThat(gradient.as(Precision.FLOAT32).toFloats())
                    .containsExactly(leaf.gradient().toFloats(), within(1e-6f));
            assertThat(byLambda).isCloseTo(lambda.gradient().toFloat(), within(1e-5f + count * 1e-6f));
        }
    }

    /// Gradients are multiples of 1/64 too, below 2; a mask of 1.25 and a mean of 4 leave at most 10 bits of them.
    @ParameterizedTest
    @CsvSource({"2, FLOAT32", "2, BFLOAT16", "3, FLOAT32", "1, BFLOAT16"})
    void poolsAndMasksInTheSamePass(int size, Precision precision) {
        long[] sizes = {3, 32, 6, 12};
        try (Scope _ = Scope.open()) {
            PoolWindows windows = PoolWindows.of(sizes, size);
            Tensor x = map(Seed.of(1), sizes);
            Tensor given = map(Seed.of(2), windows.outputs(sizes));
            Tensor mask = Functions.dropoutMask(given, 0.2f, 7);
            Tensor leaf = x.times(1).requiringGradient();
            Tensor lambda = Tensor.of(new float[] {LAMBDA}, 1).requiringGradient();
            Tensor expected = Functions.averagePool(Functions.quantisedClip(leaf, lambda, 4), size)
                    .times(mask);
            expected.times(given).sum().backward();

            Tensor current = x.as(precision);
            ClipRun run = new ClipRun(new ClipKernel(LAMBDA, 4, windows), current, mask);
            Tensor output = given.emptyLike(precision);
            run.forward(output);
            float byLambda = run.backward(given.as(precision), current);

            float rounding = precision == Precision.FLOAT32 ? 1e-6f : 2 * 1.25f / 256;
            assertThat(output.as(Precision.FLOAT32).toFloats()).containsExactly(expected.toFloats(), within(rounding));
            assertThat(current.as(Precision.FLOAT32).toFloats())
                    .as("dL/dx in the place of x")
                    .containsExactly(leaf.gradient().toFloats(), within(rounding));
            assertThat(byLambda).isCloseTo(lambda.gradient().toFloat(), within(1e-5f + x.elements() * 1e-6f));
        }
    }

    private static Tensor map(Seed seed, long... sizes) {
        int count = (int) Arrays.stream(sizes).reduce(1, Math::multiplyExact);
        return StorageOrder.channelsLast(multiples(count, seed), sizes);
    }

    /// Of two networks that differ in how they are computed only: the library's operations, or passes that pool and drop. A
    /// threshold's gradient is a sum of 6912 terms of both signs, each rounded.
    @ParameterizedTest
    @ValueSource(strings = {"", "clip1", "clip2", "pool1", "drop1"})
    void networksLearnAlikeOnBothPaths(String probe) {
        Network network = Draft.of(1, 2, 12, 12)
                .convolution("conv1", 16, 3)
                .node("clip1", new Layer.QuantisedClip(4, LAMBDA))
                .pool("pool1", 2)
                .node("drop1", new Layer.Dropout(0.3f))
                .convolution("conv2", 32, 3)
                .node("clip2", new Layer.QuantisedClip(8, LAMBDA))
                .pool("pool2", 3)
                .flatten()
                .linear("fc1", 9)
                .node("clip3", new Layer.QuantisedClip(4, LAMBDA))
                .node("drop2", new Layer.Dropout(0.3f))
                .readOut(3);
        Map<String, float[]> wanted = gradients(network, NeuronPath.REFERENCE, probe);
        gradients(network, NeuronPath.FUSED, probe).forEach((name, found) -> {
            float largest = 0;
            for (float each : wanted.get(name)) {
                largest = Math.max(largest, Math.abs(each));
            }
            assertThat(largest).as("the test needs gradients of %s", name).isPositive();
            assertThat(found).as(name).containsExactly(wanted.get(name), within(1e-4f * largest));
        });
    }

    private static Map<String, float[]> gradients(Network network, NeuronPath path, String probe) {
        Weights weights = Draft.weights(network, Seed.of(5));
        for (String clip : new String[] {"clip1", "clip2", "clip3"}) {
            weights = weights.with(clip + ".threshold", Block.of(Shape.of(1), new float[] {LAMBDA}));
        }
        Map<String, float[]> gradients = new LinkedHashMap<>();
        Set<String> probes = probe.isEmpty() ? Set.of() : Set.of(probe);
        try (TorchNetwork torch = new TorchNetwork(network, weights, path);
                Scope _ = Scope.open()) {
            Trace trace =
                    torch.run(Draft.samples(network, 3, Seed.of(8)), 3, Draft.keys(3), RunMode.training(3, probes));
            Tensor loss = trace.logits().crossEntropy(Tensor.ofLabels(new int[] {0, 1, 2}, 3));
            for (String each : probes) {
                loss = loss.plus(trace.map(each).square().mean());
            }
            trace.backward(loss);
            for (TorchNetwork.Trainable trainable : torch.trainables()) {
                gradients.put(
                        trainable.parameter().name(),
                        trainable.tensor().gradient().toFloats());
            }
        }
        return gradients;
    }

    private static Tensor tensor(int count, Seed seed) {
        return Tensor.of(multiples(count, seed), count);
    }

    private static float[] multiples(int count, Seed seed) {
        float[] values = seed.normals(count);
        for (int i = 0; i < count; i++) {
            values[i] = Math.clamp(Math.round(64 * values[i]), -127, 127) / 64f;
        }
        return values;
    }
}

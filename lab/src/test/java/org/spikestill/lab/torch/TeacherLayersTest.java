package org.spikestill.lab.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spikestill.model.Block;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.settings.Seed;

/// Layers that only artificial networks have, against values worked out by hand.
class TeacherLayersTest {
    /// λ = 2, L = 4: steps of 0.5, rounded to the nearest.
    @Test
    void aQuantisedClipRoundsToTheNearestStep() {
        try (Scope _ = Scope.open()) {
            Tensor x = Tensor.of(new float[] {-0.4f, 0.2f, 0.3f, 0.7f, 1.3f, 2.5f}, 6);

            assertThat(Functions.quantisedClip(x, Tensor.of(new float[] {2}, 1), 4)
                            .toFloats())
                    .containsExactly(new float[] {0, 0, 0.5f, 0.5f, 1.5f, 2}, within(1e-6f));
        }
    }

    /// dy/dx = 1 inside [0, 2]. dy/dλ = (y − x)/2 inside: −0.1, −0.1, 0.1; 1 above, 0 below: 0.9 in all.
    @Test
    void itsGradientsAreThoseOfThePaper() {
        try (Scope _ = Scope.open()) {
            Tensor x = Tensor.of(new float[] {-0.4f, 0.2f, 0.7f, 1.3f, 2.5f}, 5).requiringGradient();
            Tensor lambda = Tensor.of(new float[] {2}, 1).requiringGradient();

            Functions.quantisedClip(x, lambda, 4).sum().backward();

            assertThat(x.gradient().toFloats()).containsExactly(new float[] {0, 1, 1, 1, 0}, within(1e-6f));
            assertThat(lambda.gradient().toFloat()).isCloseTo(0.9f, within(1e-6f));
        }
    }

    @Test
    void aThresholdThatTrainingDroveBelowZeroPassesNothing() {
        try (Scope _ = Scope.open()) {
            Tensor x = Tensor.of(new float[] {-1, 0, 5}, 3);

            assertThat(Functions.quantisedClip(x, Tensor.of(new float[] {-0.3f}, 1), 4)
                            .toFloats())
                    .containsExactly(new float[] {0, 0, 1e-3f}, within(1e-6f));
        }
    }

    /// x = (1, 2), fc1 = 3·1 + 4·2 = 11, joined (1, 2, 11): logits 1 + 2 + 11 = 14 and 2·1 + 11 = 13. The sum of both
    /// reaches fc1 twice: its weights' gradient is 2·(1, 2).
    @ParameterizedTest
    @EnumSource
    void joinedChannelsKeepTheirOrderAndTheirGradients(NeuronPath path) {
        Network network = Draft.of(1, 2)
                .linear("fc1", 1)
                .node("join", new Layer.Concat(), Network.INPUT, "fc1")
                .linear("fc2", 2)
                .network();
        Weights weights = new Weights(Map.of(
                "fc1.weight", Block.of(Shape.of(1, 2), 3, 4),
                "fc2.weight", Block.of(Shape.of(2, 3), 1, 1, 1, 2, 0, 1)));
        try (TorchNetwork torch = new TorchNetwork(network, weights, path);
                Scope _ = Scope.open()) {
            Trace trace = torch.run(new float[] {1, 2}, 1, Draft.keys(1), RunMode.training(0, java.util.Set.of()));
            trace.backward(trace.logits().sum());

            assertThat(trace.logits().toFloats()).containsExactly(14, 13);
            assertThat(gradient(torch, "fc1.weight")).containsExactly(2f, 4f);
        }
    }

    /// A value with many readers is cut on the fused path and left to the native library on the other.
    @Test
    void denselyJoinedMapsHaveTheSameGradientsOnBothPaths() {
        Network network = Draft.of(1, 2, 6, 6)
                .convolution("conv0", 3, 3)
                .node("norm1", new Layer.BatchNorm())
                .node("relu1", new Layer.Activation(Layer.Curve.RELU))
                .convolution("conv1", 2, 3)
                .node("join1", new Layer.Concat(), "conv0", "conv1")
                .node("relu2", new Layer.QuantisedClip(4, 2))
                .convolution("conv2", 2, 3)
                .node("join2", new Layer.Concat(), "join1", "conv2")
                .pool("pool", 6)
                .flatten()
                .linear("fc", 3)
                .network();
        Map<String, List<Float>> fused = gradients(network, NeuronPath.FUSED);
        Map<String, List<Float>> reference = gradients(network, NeuronPath.REFERENCE);

        assertThat(fused).hasSize(network.parameters().size() - 2); // the two running statistics
        fused.forEach((name, found) -> {
            assertThat(found).as(name).anyMatch(value -> value != 0);
            for (int i = 0; i < found.size(); i++) {
                assertThat(found.get(i)).as(name).isCloseTo(reference.get(name).get(i), within(1e-4f));
            }
        });
    }

    private static Map<String, List<Float>> gradients(Network network, NeuronPath path) {
        Weights weights = Draft.weights(network, Seed.of(4)).with("relu2.threshold", Block.of(Shape.of(1), 2));
        try (TorchNetwork torch = new TorchNetwork(network, weights, path);
                Scope _ = Scope.open()) {
            Trace trace = torch.run(
                    Draft.samples(network, 4, Seed.of(5)), 4, Draft.keys(4), RunMode.training(0, java.util.Set.of()));
            trace.backward(trace.logits().crossEntropy(Tensor.ofLabels(new int[] {0, 1, 2, 0}, 4)));
            Map<String, List<Float>> all = new java.util.LinkedHashMap<>();
            torch.trainables()
                    .forEach(each -> all.put(
                            each.parameter().name(), Floats.of(each.tensor().gradient())));
            return all;
        }
    }

    private static List<Float> gradient(TorchNetwork torch, String name) {
        return torch.trainables().stream()
                .filter(each -> each.parameter().name().equals(name))
                .map(each -> Floats.of(each.tensor().gradient()))
                .findFirst()
                .orElseThrow();
    }
}

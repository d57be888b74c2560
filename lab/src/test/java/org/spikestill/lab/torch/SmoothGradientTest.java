package org.spikestill.lab.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikestill.model.Block;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.model.encode.Poisson;
import org.spikestill.model.neuron.LearnedLif;
import org.spikestill.model.neuron.LearnedLif.Learns;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;
import org.spikestill.model.settings.Seed;
import org.spikestill.model.surrogate.Atan;
import org.spikestill.model.surrogate.Sigmoid;
import org.spikestill.model.surrogate.Surrogate;

/// The reference path against finite differences. With spikes replaced by their smooth stand-ins the loss has a
/// derivative, and where no reset is detached it is the gradient that training follows.
class SmoothGradientTest {
    private static final int SAMPLES = 3;

    static Stream<Neuron> neurons() {
        return lifs().flatMap(lif -> Stream.of(
                lif,
                new LearnedLif(lif.leak(), lif.threshold(), lif.reset(), lif.order(), lif.surrogate(), Learns.BOTH)));
    }

    private static Stream<Lif> lifs() {
        return Stream.of(new Atan(1), new Sigmoid(2))
                .flatMap((Surrogate surrogate) -> Stream.of(Order.values())
                        .flatMap(order -> Stream.of(Reset.Target.values())
                                .map(target -> new Lif(0.9f, 0.8f, new Reset(target, false), order, surrogate))));
    }

    private static Network network(Neuron lif) {
        return Draft.of(3, 2, 4, 4)
                .encodedBy(new Poisson())
                .node("conv1", new Layer.Conv2d(4, 3, 1, 1, true))
                .spike("lif1", lif)
                .pool("pool1", 2)
                .convolution("conv2", 4, 3)
                .node("drop", new Layer.Dropout(0.25f))
                .node("sum", new Layer.Add(), "drop", "pool1")
                .spike("lif2", lif)
                .flatten()
                .readOut(3);
    }

    private static Tensor loss(Trace trace) {
        return trace.logits()
                .crossEntropy(Tensor.ofLabels(new int[] {0, 1, 2}, SAMPLES))
                .plus(trace.map("lif1").square().mean())
                .plus(trace.map("pool1").square().mean())
                .plus(trace.logitsByTick().square().mean().times(0.1));
    }

    private static final RunMode MODE = RunMode.training(4, Set.of("lif1", "pool1"));

    /// Small weights keep the loss gently curved; learned constants stay between their bounds.
    private static Weights weights(Network network) {
        Weights weights = Draft.weights(network, Seed.of(41));
        for (String name : weights.blocks().keySet()) {
            Block block = weights.get(name);
            float[] values = block.toFloats();
            for (int i = 0; i < values.length; i++) {
                values[i] = name.endsWith("_offset") ? -0.1f : 0.4f * values[i];
            }
            weights = weights.with(name, Block.of(block.shape(), values));
        }
        return weights;
    }

    /// Along a random direction d of length 1 in each array W, with step h and f(h) = loss(W + h·d):
    ///
    /// ```
    /// ⟨dL/dW, d⟩ = (8·(f(h) − f(−h)) − (f(2h) − f(−2h))) / 12h + O(h⁴)
    /// ```
    ///
    /// The loss is near 1.5 and carries some ten roundings, 9e-7 in all, which 18 / 12h with h = 1/32 turns into 4.3e-5. The
    /// error of the formula is h⁴/30 = 3e-8 times a fifth derivative, which these mild surrogates keep below 100. The slopes
    /// found are between 0.01 and 0.3.
    @ParameterizedTest
    @MethodSource("neurons")
    void gradientsAreSlopesOfTheLoss(Neuron lif) {
        Network network = network(lif);
        Weights weights = weights(network);
        for (String name : weights.blocks().keySet()) {
            float[] direction =
                    direction(weights.get(name).shape().elements(), Seed.of(43).split(name));
            double step = 1.0 / 32;
            double near = loss(network, moved(weights, name, direction, step))
                    - loss(network, moved(weights, name, direction, -step));
            double far = loss(network, moved(weights, name, direction, 2 * step))
                    - loss(network, moved(weights, name, direction, -2 * step));
            double slope = (8 * near - far) / (12 * step);
            assertThat(along(network, weights, name, direction))
                    .as("slope of the loss along a change of '%s'", name)
                    .isEqualTo(slope, within(5e-5));
        }
    }

    private static float[] direction(int elements, Seed seed) {
        float[] values = seed.normals(elements);
        double length = 0;
        for (float value : values) {
            length += (double) value * value;
        }
        for (int i = 0; i < elements; i++) {
            values[i] /= (float) Math.sqrt(length);
        }
        return values;
    }

    private static Weights moved(Weights weights, String name, float[] direction, double step) {
        Block block = weights.get(name);
        float[] values = block.toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (step * direction[i]);
        }
        return weights.with(name, Block.of(block.shape(), values));
    }

    private static TorchNetwork smooth(Network network, Weights weights) {
        return new TorchNetwork(network, weights, NeuronPath.REFERENCE, new TorchAlgebra(true));
    }

    private static Trace run(TorchNetwork torch) {
        float[] raw = Draft.samples(torch.network(), SAMPLES, Seed.of(42));
        return torch.run(raw, SAMPLES, Draft.keys(SAMPLES), MODE);
    }

    private static double loss(Network network, Weights weights) {
        try (TorchNetwork torch = smooth(network, weights);
                Scope _ = Scope.open()) {
            return loss(run(torch)).toFloat();
        }
    }

    private static double along(Network network, Weights weights, String name, float[] direction) {
        try (TorchNetwork torch = smooth(network, weights);
                Scope _ = Scope.open()) {
            Trace trace = run(torch);
            trace.backward(loss(trace));
            List<Float> gradient = Floats.of(torch.tensor(name).gradient());
            double sum = 0;
            for (int i = 0; i < direction.length; i++) {
                sum += (double) gradient.get(i) * direction[i];
            }
            return sum;
        }
    }
}

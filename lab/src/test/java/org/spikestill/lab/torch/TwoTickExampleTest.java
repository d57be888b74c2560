package org.spikestill.lab.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spikestill.model.Block;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;
import org.spikestill.model.surrogate.Triangle;

/// Two ticks of the smallest network, worked by hand from the equations of LaSNN (1 to 4 and 14 to 17).
///
/// One input x = 0.8 at both ticks, w = 0.75, so the current is w·x = 0.6. One neuron with leak λ = 0.5, threshold
/// V = 0.5, soft reset without gradient, ψ = max(0, 1 − |u/V − 1|), γ = 0.3. Read-out weights 0.3 and −0.2 sum the
/// spikes into two logits; the label is 1.
class TwoTickExampleTest {
    private static final double CLOSE = 1e-6; // a dozen roundings of numbers below 1.5

    private static Network network(Order order) {
        return Draft.of(2, 1)
                .linear("fc", 1)
                .spike("lif", new Lif(0.5f, 0.5f, new Reset(), order, new Triangle(0.3f)))
                .readOut(2);
    }

    private record Answer(
            long spikes,
            double[] logitsOfTick1,
            double[] logitsOfTick2,
            double loss,
            double[] lastGradient,
            double firstGradient) {}

    private static void mustGive(Order order, NeuronPath path, Answer wanted) {
        Weights weights = new Weights(Map.of(
                "fc.weight", Block.of(Shape.of(1, 1), 0.75f),
                "last.weight", Block.of(Shape.of(2, 1), 0.3f, -0.2f)));
        try (TorchNetwork torch = new TorchNetwork(network(order), weights, path);
                Scope _ = Scope.open()) {
            Trace trace = torch.run(new float[] {0.8f}, 1, new long[1], RunMode.training(0, java.util.Set.of()));
            Tensor loss = trace.logits().crossEntropy(Tensor.ofLabels(new int[] {1}, 1));
            trace.backward(loss);
            assertThat(trace.spikes()).isEqualTo(Map.of("lif", wanted.spikes));
            mustBe(
                    trace.logitsByTick(),
                    wanted.logitsOfTick1[0],
                    wanted.logitsOfTick1[1],
                    wanted.logitsOfTick2[0],
                    wanted.logitsOfTick2[1]);
            mustBe(trace.logits(), wanted.logitsOfTick2);
            mustBe(loss, wanted.loss);
            mustBe(torch.tensor("last.weight").gradient(), wanted.lastGradient);
            mustBe(torch.tensor("fc.weight").gradient(), wanted.firstGradient);
        }
    }

    private static void mustBe(Tensor found, double... wanted) {
        float[] values = found.toFloats();
        assertThat(values).hasSameSizeAs(wanted);
        for (int i = 0; i < wanted.length; i++) {
            assertThat((double) values[i]).isCloseTo(wanted[i], within(CLOSE));
        }
    }

    /// ```
    /// t = 1   u = 0.6                z = 0.2   ψ = 0.8   s = 1   v = 0.6 − 0.5 = 0.1
    /// t = 2   u = 0.5·0.1 + 0.6      z = 0.3   ψ = 0.7   s = 1
    ///           = 0.65
    /// logits       tick 1 (0.3, −0.2), tick 2 (0.6, −0.4)
    /// p            1/(1 + e^−1) = 0.731058579 and 0.268941421          loss = −ln 0.268941421 = 1.313261688
    /// p − y        (0.731058579, −0.731058579)
    /// dL/dW_last   (p − y)·Σ s = (1.462117157, −1.462117157)
    /// δ = dL/ds    0.3·0.731058579 + 0.2·0.731058579 = 0.365529289 at both ticks
    /// γψ/V         tick 1: 0.3·0.8/0.5 = 0.48, tick 2: 0.3·0.7/0.5 = 0.42
    /// g²           δ·0.42 = 0.153522302
    /// g¹           λ·g² + δ·0.48 = 0.076761151 + 0.175454059 = 0.252215210
    /// dL/dw        (g¹ + g²)·x = 0.405737511·0.8 = 0.324590009
    /// ```
    @ParameterizedTest
    @EnumSource
    void integrateThenFire(NeuronPath path) {
        mustGive(
                Order.CHARGE_FIRST,
                path,
                new Answer(
                        2,
                        new double[] {0.3, -0.2},
                        new double[] {0.6, -0.4},
                        1.313261688,
                        new double[] {1.462117157, -1.462117157},
                        0.324590009));
    }

    /// ```
    /// t = 1   s from u⁰ = 0:    z = −1    ψ = 0     s = 0     u¹ = 0.5·0 + 0.6 = 0.6
    /// t = 2   s from u¹ = 0.6:  z = 0.2   ψ = 0.8   s = 1     u² = 0.5·(0.6 − 0.5) + 0.6, of which nothing is seen
    /// logits       tick 1 (0, 0), tick 2 (0.3, −0.2)
    /// p            1/(1 + e^−0.5) = 0.622459331 and 0.377540669        loss = −ln 0.377540669 = 0.974076984
    /// p − y        (0.622459331, −0.622459331)
    /// dL/dW_last   (p − y)·Σ s = (0.622459331, −0.622459331)
    /// δ = dL/ds    0.3·0.622459331 + 0.2·0.622459331 = 0.311229666 at both ticks
    /// g²           0
    /// g¹           λ·g² + δ·γψ(0.2)/V = 0.311229666·0.3·0.8/0.5 = 0.149390239
    /// dL/dw        g¹·x + g²·x = 0.149390239·0.8 = 0.119512192
    /// ```
    @ParameterizedTest
    @EnumSource
    void fireThenIntegrate(NeuronPath path) {
        mustGive(
                Order.FIRE_FIRST,
                path,
                new Answer(
                        1,
                        new double[] {0, 0},
                        new double[] {0.3, -0.2},
                        0.974076984,
                        new double[] {0.622459331, -0.622459331},
                        0.119512192));
    }
}

package org.spikestill.lab.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.model.Block;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Scaling;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.encode.Poisson;
import org.spikestill.model.neuron.Integrator;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;
import org.spikestill.model.settings.Seed;
import org.spikestill.model.surrogate.Rectangle;

/// Gradients of binary activations (Yin et al., BioCAS 2017), without memory and through the reset, against the published sums
/// written out: a population between two linear layers, with the loss Σ_t Σ_k o_k[t]² of the outputs of each tick.
class StraightThroughTest {
    private static final int TICKS = 7;
    private static final int INPUTS = 5;
    private static final int NEURONS = 6;
    private static final int OUTPUTS = 2;

    private static Network network(float leak) {
        return new Network(
                Shape.of(INPUTS),
                Scaling.none(INPUTS),
                new Poisson(false),
                TICKS,
                List.of(
                        new Node("fc1", new Layer.Linear(NEURONS, true), List.of(Network.INPUT)),
                        new Node("spike1", new Layer.Spike(neuron(leak)), List.of("fc1")),
                        new Node("fc2", new Layer.Linear(OUTPUTS, false), List.of("spike1")),
                        new Node("readout", new Layer.Spike(new Integrator()), List.of("fc2"))));
    }

    /// Fires above 1, with the slope 0.5 where 0 < v < 2, also through the reset.
    private static Lif neuron(float leak) {
        return new Lif(leak, 1, new Reset(Reset.Target.SUBTRACT, false), Order.CHARGE_FIRST, new Rectangle(2));
    }

    private static Weights weights() {
        float[] bias = new float[NEURONS];
        Arrays.fill(bias, 0.3f);
        return new Weights(Map.of(
                "fc1.weight", Block.of(Shape.of(NEURONS, INPUTS), Seed.of(1).normals(NEURONS * INPUTS)),
                "fc1.bias", Block.of(Shape.of(NEURONS), bias),
                "fc2.weight", Block.of(Shape.of(OUTPUTS, NEURONS), Seed.of(2).normals(OUTPUTS * NEURONS))));
    }

    @ParameterizedTest
    @ValueSource(floats = {0, 1})
    void theGradientThroughTheResetIsTheNaiveSum(float leak) {
        float[] sample = {0.9f, 0.5f, 0.7f, 0.3f, 0.6f};
        long[] keys = {11};
        Network network = network(leak);
        double[][] wanted = new Naive(network, weights(), sample, keys[0]).weightGradient(leak == 1);
        try (TorchNetwork torch = new TorchNetwork(network, weights());
                Scope _ = Scope.open()) {
            Trace trace = torch.run(sample, 1, keys, RunMode.training(0, Set.of()));
            var soFar = trace.logitsByTick();
            var own = soFar.narrow(1, TICKS - 1)
                    .minus(soFar.narrow(0, TICKS - 1))
                    .square()
                    .sum();
            trace.backward(own.plus(soFar.narrow(0, 1).square().sum()));
            float[] found = gradient(torch);
            double largest = 0;
            for (int n = 0; n < NEURONS; n++) {
                for (int i = 0; i < INPUTS; i++) {
                    assertThat((double) found[n * INPUTS + i]).isEqualTo(wanted[n][i], within(1e-4));
                    largest = Math.max(largest, Math.abs(wanted[n][i]));
                }
            }
            assertThat(largest).isGreaterThan(0.1);
        }
    }

    private static float[] gradient(TorchNetwork torch) {
        return torch.trainables().stream()
                .filter(each -> each.parameter().name().equals("fc1.weight"))
                .map(each -> Leaf.gradient(each.tensor()))
                .findFirst()
                .orElseThrow();
    }

    /// The forward pass of one sample in doubles, and the gradient with every path through time on its own.
    private static final class Naive {
        private final double[][] x = new double[TICKS][INPUTS];
        private final double[][] v = new double[TICKS][NEURONS];
        private final double[][] s = new double[TICKS][NEURONS];
        private final double[][] outputs = new double[TICKS][OUTPUTS];
        private final float[] second;

        Naive(Network network, Weights weights, float[] sample, long key) {
            float[] first = weights.get("fc1.weight").toFloats();
            float[] bias = weights.get("fc1.bias").toFloats();
            second = weights.get("fc2.weight").toFloats();
            boolean keeps = network.node("spike1").layer() instanceof Layer.Spike(Lif lif) && lif.leak() == 1;
            for (int t = 0; t < TICKS; t++) {
                float[] encoded = new float[INPUTS];
                network.encoder().encode(sample, t, TICKS, key, encoded);
                for (int n = 0; n < NEURONS; n++) {
                    double current = bias[n];
                    for (int i = 0; i < INPUTS; i++) {
                        x[t][i] = encoded[i];
                        current += first[n * INPUTS + i] * encoded[i];
                    }
                    v[t][n] = current + (keeps && t > 0 ? v[t - 1][n] - s[t - 1][n] : 0);
                    s[t][n] = v[t][n] > 1 ? 1 : 0;
                    for (int k = 0; k < OUTPUTS; k++) {
                        outputs[t][k] += second[k * NEURONS + n] * s[t][n];
                    }
                }
            }
        }

        /// dL/dW = Σ_t dL/dv[t] · Σ_{j≤t} x[j]; dL/dv[t] = 0.5·1[0 < v[t] < 2]·(dL/ds[t] − Σ_{k>t} dL/dv[k]): quadratic in T.
        double[][] weightGradient(boolean keeps) {
            double[][] gradient = new double[NEURONS][INPUTS];
            for (int n = 0; n < NEURONS; n++) {
                double[] gv = new double[TICKS];
                for (int t = TICKS - 1; t >= 0; t--) {
                    double a = 0;
                    for (int k = 0; k < OUTPUTS; k++) {
                        a += 2 * outputs[t][k] * second[k * NEURONS + n];
                    }
                    for (int later = t + 1; keeps && later < TICKS; later++) {
                        a -= gv[later];
                    }
                    gv[t] = v[t][n] > 0 && v[t][n] < 2 ? 0.5 * a : 0;
                    for (int j = keeps ? 0 : t; j <= t; j++) {
                        for (int i = 0; i < INPUTS; i++) {
                            gradient[n][i] += gv[t] * x[j][i];
                        }
                    }
                }
            }
            return gradient;
        }
    }
}

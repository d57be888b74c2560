package org.spikestill.lab.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikestill.lab.torch.kernel.Rounded;
import org.spikestill.model.Block;
import org.spikestill.model.Network;
import org.spikestill.model.Parameter;
import org.spikestill.model.Weights;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.encode.Encoder;
import org.spikestill.model.encode.Poisson;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;
import org.spikestill.model.settings.Seed;
import org.spikestill.model.surrogate.Triangle;

/// Gradients of two hidden layers against the closed recurrences of LaSNN (eqs 14 to 17), in double precision.
///
/// ```
/// fire first     g_l^T = 0    g_l^{t−1} = λ·g_l^t + δ_l^t·γψ(u_l^{t−1}/V − 1)/V
/// charge first                g_l^t = λ·g_l^{t+1} + δ_l^t·γψ(u_l^t/V − 1)/V
/// dW_l = Σ_t g_l^t (x_l^t)ᵀ    δ_{l−1}^t = W_lᵀ g_l^t    g_o = p − y at every t
/// ```
///
/// Weights and inputs are multiples of small powers of two, so that nothing on the way forward is rounded and spikes must
/// be the same; the loss also reads the rates of the first layer, as attention matching does.
class RecurrenceTest {
    private static final int TICKS = 5;
    private static final int SAMPLES = 4;
    private static final int INPUTS = 7;
    private static final int CLASSES = 3;
    private static final int[] WIDTHS = {INPUTS, 9, 8, CLASSES};
    private static final double LEAK = 0.5;
    private static final double THRESHOLD = 0.75;
    private static final double GAMMA = 0.3;

    /// Roundings in a float softmax, of which the largest are of exponents below 16 in size.
    private static final double SOFTMAX_ROUNDINGS = 64;

    static Stream<Arguments> variants() {
        List<Arguments> variants = new ArrayList<>();
        for (NeuronPath path : NeuronPath.values()) {
            for (Order order : Order.values()) {
                for (Encoder encoder : List.of(new Direct(), new Poisson())) {
                    variants.add(Arguments.of(path, order, encoder));
                }
            }
        }
        return variants.stream();
    }

    private static Network network(Order order, Encoder encoder) {
        Lif lif = new Lif((float) LEAK, (float) THRESHOLD, new Reset(), order, new Triangle((float) GAMMA));
        return Draft.of(TICKS, INPUTS)
                .encodedBy(encoder)
                .linear("fc1", WIDTHS[1])
                .spike("lif1", lif)
                .linear("fc2", WIDTHS[2])
                .spike("lif2", lif)
                .readOut(CLASSES);
    }

    /// Multiples of 1/8.
    private static Weights weights(Network network) {
        Map<String, Block> blocks = new LinkedHashMap<>();
        for (Parameter parameter : network.parameters()) {
            float[] values = Seed.of(31)
                    .split(parameter.name())
                    .normals(parameter.shape().elements());
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.round(5 * values[i]) / 8f;
            }
            blocks.put(parameter.name(), Block.of(parameter.shape(), values));
        }
        return new Weights(blocks);
    }

    /// Multiples of 1/16 from 0 to 1.
    private static float[] samples() {
        float[] raw = new float[SAMPLES * INPUTS];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = Math.round(16 * Seed.uniform(32, i)) / 16f;
        }
        return raw;
    }

    @ParameterizedTest
    @MethodSource("variants")
    void gradientsFollowTheRecurrences(NeuronPath path, Order order, Encoder encoder) {
        Network network = network(order, encoder);
        Weights weights = weights(network);
        long[] keys = Draft.keys(SAMPLES);
        int[] labels = {0, 1, 2, 1};
        HandwritingStyle hand = new HandwritingStyle(order, weights, encoder, samples(), keys, labels);
        try (TorchNetwork torch = new TorchNetwork(network, weights, path);
                Scope _ = Scope.open()) {
            Trace trace = torch.run(samples(), SAMPLES, keys, RunMode.training(0, Set.of("lif1")));
            trace.backward(trace.logits()
                    .crossEntropy(Tensor.ofLabels(labels, SAMPLES))
                    .plus(trace.map("lif1").square().sum()));
            assertThat(trace.spikes()).isEqualTo(Map.of("lif1", hand.spikes(1), "lif2", hand.spikes(2)));
            assertThat(hand.spikes(1)).isPositive();
            assertThat(hand.spikes(2)).isPositive();
            List<String> names = List.of("fc1.weight", "fc2.weight", "last.weight");
            for (int layer = 1; layer <= 3; layer++) {
                float[] found = torch.tensor(names.get(layer - 1)).gradient().toFloats();
                Rounded[] wanted = hand.gradients[layer];
                assertThat(found).hasSameSizeAs(wanted);
                for (int i = 0; i < found.length; i++) {
                    if (!wanted[i].allows(found[i])) {
                        throw new AssertionError(names.get(layer - 1) + "[" + i + "] is " + found[i]
                                + ", the recurrences say " + wanted[i]);
                    }
                }
                assertThat(Arrays.stream(wanted).mapToDouble(each -> Math.abs(each.value())))
                        .as("gradients worth comparing")
                        .anyMatch(size -> size > 1e-2);
            }
        }
    }

    /// The same network in loops; layer l reads x[l−1], W[l] is `[WIDTHS[l], WIDTHS[l−1]]`.
    private static final class HandwritingStyle {
        private final Order order;
        private final double[][] w = new double[4][];
        private final double[][][][] x = new double[3][SAMPLES][TICKS][]; // what layer l sends
        private final double[][][][] u = new double[3][SAMPLES][TICKS][]; // what its threshold is compared with
        private final double[][] logits = new double[SAMPLES][CLASSES];
        private final Rounded[][] gradients = new Rounded[4][];

        HandwritingStyle(Order order, Weights weights, Encoder encoder, float[] raw, long[] keys, int[] labels) {
            this.order = order;
            List<String> names = List.of("fc1.weight", "fc2.weight", "last.weight");
            for (int layer = 1; layer <= 3; layer++) {
                float[] values = weights.get(names.get(layer - 1)).toFloats();
                w[layer] = new double[values.length];
                Arrays.setAll(w[layer], i -> values[i]);
            }
            for (int n = 0; n < SAMPLES; n++) {
                encode(encoder, Arrays.copyOfRange(raw, n * INPUTS, (n + 1) * INPUTS), keys[n], n);
                fire(1, n);
                fire(2, n);
                for (int t = 0; t < TICKS; t++) {
                    for (int k = 0; k < CLASSES; k++) {
                        logits[n][k] += current(3, n, t, k);
                    }
                }
            }
            backward(labels);
        }

        long spikes(int layer) {
            return Arrays.stream(x[layer])
                    .flatMap(Arrays::stream)
                    .flatMapToDouble(Arrays::stream)
                    .filter(spike -> spike == 1)
                    .count();
        }

        private void encode(Encoder encoder, float[] sample, long key, int n) {
            for (int t = 0; t < TICKS; t++) {
                float[] frame = new float[INPUTS];
                encoder.encode(sample, t, TICKS, key, frame);
                x[0][n][t] = new double[INPUTS];
                Arrays.setAll(x[0][n][t], i -> frame[i]);
            }
        }

        private double current(int layer, int n, int t, int i) {
            double sum = 0;
            for (int j = 0; j < WIDTHS[layer - 1]; j++) {
                sum += w[layer][i * WIDTHS[layer - 1] + j] * x[layer - 1][n][t][j];
            }
            return sum;
        }

        private void fire(int layer, int n) {
            double[] v = new double[WIDTHS[layer]];
            for (int t = 0; t < TICKS; t++) {
                x[layer][n][t] = new double[WIDTHS[layer]];
                u[layer][n][t] = new double[WIDTHS[layer]];
                for (int i = 0; i < WIDTHS[layer]; i++) {
                    double input = current(layer, n, t, i);
                    double ready = order == Order.CHARGE_FIRST ? LEAK * v[i] + input : v[i];
                    double spike = ready > THRESHOLD ? 1 : 0;
                    double rested = ready - THRESHOLD * spike;
                    v[i] = order == Order.CHARGE_FIRST ? rested : LEAK * rested + input;
                    u[layer][n][t][i] = ready;
                    x[layer][n][t][i] = spike;
                }
            }
        }

        private void backward(int[] labels) {
            Rounded[][][][] g = new Rounded[4][SAMPLES][][]; // layer, sample, tick, neuron
            for (int n = 0; n < SAMPLES; n++) {
                g[3][n] = new Rounded[TICKS][];
                Arrays.fill(g[3][n], readOut(logits[n], labels[n]));
                for (int layer = 2; layer >= 1; layer--) {
                    g[layer][n] = recurrence(layer, n, g[layer + 1][n]);
                }
            }
            for (int layer = 1; layer <= 3; layer++) {
                gradients[layer] = new Rounded[w[layer].length];
                for (int i = 0; i < w[layer].length; i++) {
                    int to = i / WIDTHS[layer - 1];
                    int from = i % WIDTHS[layer - 1];
                    List<Rounded> terms = new ArrayList<>();
                    for (int n = 0; n < SAMPLES; n++) {
                        for (int t = 0; t < TICKS; t++) {
                            terms.add(g[layer][n][t][to].times(x[layer - 1][n][t][from]));
                        }
                    }
                    gradients[layer][i] = Rounded.sum(terms);
                }
            }
        }

        /// (p − y) / N
        private static Rounded[] readOut(double[] logits, int label) {
            double sum = Arrays.stream(logits).map(Math::exp).sum();
            Rounded[] result = new Rounded[CLASSES];
            for (int k = 0; k < CLASSES; k++) {
                double p = Math.exp(logits[k]) / sum;
                result[k] = new Rounded(p, SOFTMAX_ROUNDINGS * Rounded.UNIT * p)
                        .plus(Rounded.exactly(k == label ? -1 : 0))
                        .divide(SAMPLES);
            }
            return result;
        }

        private Rounded[][] recurrence(int layer, int n, Rounded[][] above) {
            Rounded[][] g = new Rounded[TICKS][WIDTHS[layer]];
            for (int i = 0; i < WIDTHS[layer]; i++) {
                Rounded later = Rounded.ZERO;
                for (int t = TICKS - 1; t >= 0; t--) {
                    Rounded now =
                            later.times(LEAK).plus(delta(layer, n, above[t], i).times(slope(u[layer][n][t][i])));
                    g[t][i] = order == Order.CHARGE_FIRST ? now : later;
                    later = now;
                }
            }
            return g;
        }

        /// δ = Wᵀg from above, and for the first layer d/ds of Σ rate², which is 2·rate / T.
        private Rounded delta(int layer, int n, Rounded[] above, int i) {
            List<Rounded> terms = new ArrayList<>();
            for (int j = 0; j < above.length; j++) {
                terms.add(above[j].times(w[layer + 1][j * WIDTHS[layer] + i]));
            }
            if (layer == 1) {
                int neuron = i;
                double rate = Arrays.stream(x[1][n])
                                .mapToDouble(spikes -> spikes[neuron])
                                .sum()
                        / TICKS;
                terms.add(Rounded.exactly(2)
                        .times(Rounded.exactly(rate).divide(1))
                        .divide(TICKS));
            }
            return Rounded.sum(terms);
        }

        /// γ·max(0, 1 − |u/V − 1|)/V, in floats rounded six times, the first of them of numbers up to 2.
        private static Rounded slope(double u) {
            double psi = Math.max(0, 1 - Math.abs(u / THRESHOLD - 1));
            return new Rounded(GAMMA * psi / THRESHOLD, 6 * 2 * Rounded.UNIT * GAMMA / THRESHOLD);
        }
    }
}

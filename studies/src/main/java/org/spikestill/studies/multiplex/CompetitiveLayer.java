package org.spikestill.studies.multiplex;

import java.util.Arrays;
import org.spikestill.model.settings.Seed;

/// Spiking neurons that compete for every stimulus: the first to fire inhibits the others until it is over, learns by [Stdp], and
/// is harder to excite for a while (homeostasis). Events drive it: a spike adds its weights to the potentials, and where nothing
/// spikes nothing is computed. Mutable.
///
/// ```
/// V_j = Σ of the weights of inputs that have spiked      fires where V_j > threshold·S + θ_j
/// θ_j += step at a spike of j      θ −= step / neurons for all      Σ_i w_ij = S = inputs / 2, kept after learning
/// ```
final class CompetitiveLayer {
    private final int inputs;
    private final int neurons;
    private final double threshold;
    private final double[][] weights; // [input][neuron]
    private final double[] offsets; // θ
    private final double[] potentials;
    private final double[] before; // traces of the inputs

    /// @param threshold share of S at which a neuron fires
    /// @param spread of the random initial weights around 1/2, in [0, 1]
    CompetitiveLayer(int inputs, int neurons, double threshold, double spread, Seed seed) {
        this.inputs = inputs;
        this.neurons = neurons;
        this.threshold = threshold * total(inputs);
        weights = new double[inputs][neurons];
        offsets = new double[neurons];
        potentials = new double[neurons];
        before = new double[inputs];
        for (int i = 0; i < inputs; i++) {
            for (int j = 0; j < neurons; j++) {
                weights[i][j] = 0.5 + spread * (Seed.uniform(seed.value(), (long) i * neurons + j) - 0.5);
            }
        }
        for (int j = 0; j < neurons; j++) {
            normalise(j);
        }
    }

    private static double total(int inputs) {
        return inputs / 2.0;
    }

    /// Presents a stimulus without learning.
    ///
    /// @param ticks of each input's spike
    /// @param length of the stimulus in ticks
    /// @return the neuron that fires first; if none does, the one nearest to its threshold
    int respond(int[] ticks, int length) {
        Arrays.fill(potentials, 0);
        for (int tick = 0; tick < length; tick++) {
            charge(ticks, tick);
            int winner = nearest();
            if (potentials[winner] > threshold + offsets[winner]) {
                return winner;
            }
        }
        return nearest();
    }

    private void charge(int[] ticks, int tick) {
        for (int i = 0; i < inputs; i++) {
            if (ticks[i] == tick) {
                double[] row = weights[i];
                for (int j = 0; j < neurons; j++) {
                    potentials[j] += row[j];
                }
            }
        }
    }

    private int nearest() {
        int best = 0;
        for (int j = 1; j < neurons; j++) {
            best = potentials[j] - offsets[j] > potentials[best] - offsets[best] ? j : best;
        }
        return best;
    }

    /// Presents a stimulus and learns from it. A stimulus that nothing answers ends with a spike of the neuron nearest to its
    /// threshold.
    ///
    /// @param step of the homeostasis
    /// @return the neuron that fired
    int learn(int[] ticks, int length, Stdp rule, double step) {
        Arrays.fill(potentials, 0);
        Arrays.fill(before, 0);
        int winner = -1;
        double after = 0; // trace of the winner
        for (int tick = 0; tick < length; tick++) {
            after *= rule.decayMinus();
            for (int i = 0; i < inputs; i++) {
                before[i] *= rule.decayPlus();
                if (ticks[i] == tick) {
                    before[i]++;
                    if (winner >= 0) {
                        weights[i][winner] = rule.depressed(weights[i][winner], after);
                    }
                }
            }
            if (winner < 0) {
                charge(ticks, tick);
                int first = nearest();
                if (potentials[first] > threshold + offsets[first] || tick == length - 1) {
                    winner = first;
                    fire(winner, rule);
                    after++;
                }
            }
        }
        normalise(winner);
        settle(winner, step);
        return winner;
    }

    private void fire(int winner, Stdp rule) {
        for (int i = 0; i < inputs; i++) {
            if (before[i] > 0) {
                weights[i][winner] = rule.potentiated(weights[i][winner], before[i]);
            }
        }
    }

    /// Homeostasis alone.
    void settle(int winner, double step) {
        offsets[winner] += step;
        for (int j = 0; j < neurons; j++) {
            offsets[j] -= step / neurons;
        }
    }

    private void normalise(int neuron) {
        double sum = 0;
        for (double[] row : weights) {
            sum += row[neuron];
        }
        for (double[] row : weights) {
            row[neuron] *= total(inputs) / sum;
        }
    }

    double weight(int input, int neuron) {
        return weights[input][neuron];
    }
}

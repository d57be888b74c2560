package org.spikestill.lab.loss;

import static org.spikestill.model.Check.positive;

import java.util.Arrays;
import java.util.Set;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.lab.torch.Trace;

/// A decoder from the spikes of a population to one real number per neuron.
///
/// ```
/// D(S) = Σ_t k_t · S[t]      Σ_t k_t = 1, t = 1 … T
/// ```
public sealed interface SpikeDecoder {
    /// Outputs of the student that it reads.
    Set<Loss.Need> needs();

    /// Weight k_t of every tick.
    ///
    /// @param ticks T
    double[] weights(int ticks);

    /// The decoded values of a population.
    ///
    /// @return `[N, d]`, a neuron's value in the place it has in `[C, H, W]`
    Tensor decode(Trace student, String population);

    /// The firing rate: every spike counts alike.
    ///
    /// ```
    /// k_t = 1/T
    /// ```
    record Rate() implements SpikeDecoder {
        @Override
        public Set<Loss.Need> needs() {
            return Set.of(Loss.Need.MAPS);
        }

        @Override
        public double[] weights(int ticks) {
            double[] weights = new double[ticks];
            Arrays.fill(weights, 1.0 / ticks);
            return weights;
        }

        @Override
        public Tensor decode(Trace student, String population) {
            return flat(student.map(population));
        }
    }

    /// An exponential kernel: late spikes count more, as in the trace that a synapse with this time constant keeps until the
    /// last tick.
    ///
    /// ```
    /// k_t = exp(−(T − t) / tau) / Σ_t' exp(−(T − t') / tau)
    /// ```
    ///
    /// @param tau time constant in ticks, > 0
    record Kernel(float tau) implements SpikeDecoder {
        public Kernel {
            positive("tau", tau);
        }

        @Override
        public Set<Loss.Need> needs() {
            return Set.of(Loss.Need.TRAINS);
        }

        @Override
        public double[] weights(int ticks) {
            double[] weights = new double[ticks];
            double sum = 0;
            for (int t = 1; t <= ticks; t++) {
                weights[t - 1] = Math.exp(-(ticks - t) / (double) tau);
                sum += weights[t - 1];
            }
            for (int t = 0; t < ticks; t++) {
                weights[t] /= sum;
            }
            return weights;
        }

        @Override
        public Tensor decode(Trace student, String population) {
            Tensor train = student.trains().get(population); // [T, N, …]
            double[] weights = weights((int) train.size(0));
            Tensor sum = null;
            for (int t = 0; t < weights.length; t++) {
                Tensor term = train.narrow(t, 1).times(weights[t]); // [1, N, …]
                sum = sum == null ? term : sum.plus(term);
            }
            return flat(sum.sum(0));
        }
    }

    /// `[N, …]` → `[N, d]`
    private static Tensor flat(Tensor values) {
        return values.reshape(values.size(0), -1);
    }
}

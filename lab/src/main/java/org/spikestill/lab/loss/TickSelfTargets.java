package org.spikestill.lab.loss;

import static org.spikestill.model.Check.positive;

import java.util.Optional;
import java.util.Set;
import org.spikestill.data.Labels;
import org.spikestill.lab.torch.Tensor;

/// Self-distillation over time: each tick's logits follow the ensemble of all ticks, the self term of temporal-wise
/// distillation (Yu et al., ICML 2025). It needs no teacher.
///
/// ```
/// L = temperature² · mean_t mean_n Σ_k p_k · (log p_k − log q_k[t])
/// p, q[t] = softmax of the ensemble and of z[t], divided by temperature; the ensemble carries no gradient
/// ```
///
/// @param temperature dimensionless, > 0
/// @param ensemble target of every tick
/// @param logits read of each tick
public record TickSelfTargets(float temperature, Ensemble ensemble, TickLogits logits) implements Loss {
    public enum Ensemble {
        /// the mean of z\[t] over all ticks, as in the paper
        ALL,
        /// the mean over the ticks that classify the sample right, as in the reference code; a sample without any is left
        /// out, where that code would make it uniform
        CORRECT
    }

    public TickSelfTargets {
        positive("temperature", temperature);
    }

    public TickSelfTargets() {
        this(3, Ensemble.ALL, TickLogits.OWN);
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.EVERY_TICK);
    }

    @Override
    public Optional<Labels.Kind> labels() {
        return ensemble == Ensemble.CORRECT ? Optional.of(Labels.Kind.CLASSES) : Optional.empty();
    }

    @Override
    public Tensor of(LossInputs inputs) {
        Tensor z = logits.of(inputs.student()); // [T, N, K]
        return switch (ensemble) {
            case ALL ->
                SoftTargets.divergence(z.detach().mean(0), z, temperature).mean();
            case CORRECT -> {
                Tensor right = right(z.detach(), inputs.labels()); // [T, N]
                Tensor ticks = right.sum(0).clamp(1, z.size(0)); // [N]
                Tensor together = z.detach()
                        .times(right.reshape(z.size(0), z.size(1), 1))
                        .sum(0)
                        .divide(ticks.reshape(z.size(1), 1)); // [N, K]
                Tensor taught = right.sum(0).clamp(0, 1); // [N], 1 where some tick is right
                yield SoftTargets.divergence(together, z, temperature)
                        .times(taught)
                        .mean();
            }
        };
    }

    /// 1 where a tick classifies a sample right, else 0.
    private static Tensor right(Tensor z, Tensor labels) {
        int[] classes = z.argmax(2).toInts(); // [T, N]
        int[] wanted = labels.toInts();
        float[] right = new float[classes.length];
        for (int i = 0; i < right.length; i++) {
            right[i] = classes[i] == wanted[i % wanted.length] ? 1 : 0;
        }
        return Tensor.of(right, z.size(0), z.size(1));
    }
}

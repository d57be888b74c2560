package org.spikestill.lab.loss;

import static org.spikestill.model.Check.positive;

import java.util.Set;
import org.spikestill.lab.teacher.Target;
import org.spikestill.lab.teacher.Targets;
import org.spikestill.lab.torch.Tensor;

/// Soft-target distillation (Hinton, Vinyals, Dean, 2015).
///
/// ```
/// L = temperature² · mean_n Σ_k p_k · (log p_k − log q_k)
/// p, q = softmax of teacher and student logits divided by temperature
///
/// standardised (Sun et al., CVPR 2024):      z ← (z − mean_k z) / σ      σ² = variance of a sample's logits over classes
/// ```
///
/// The student's logits are its read-out after the last tick, summed over ticks.
///
/// Standardised logits leave their size to each network: a teacher that is certain of its training images has logits that a small
/// student needs many updates to reach, and a spiking read-out is a sum over ticks, but the order and spacing of classes
/// are the same.
///
/// @param temperature dimensionless, > 0
/// @param standardised whether logits of teacher and student are standardised, sample by sample
public record SoftTargets(float temperature, boolean standardised) implements Loss {
    /// Keeps the gradient of equal logits finite, far below the variance of any that tell classes apart.
    private static final double LEAST_VARIANCE = 1e-4;

    public SoftTargets {
        positive("temperature", temperature);
    }

    /// Logits as they are.
    public SoftTargets(float temperature) {
        this(temperature, false);
    }

    public SoftTargets() {
        this(4f);
    }

    @Override
    public Set<Target> targets() {
        return Set.of(Targets.Kind.LOGITS);
    }

    @Override
    public Tensor of(LossInputs inputs) {
        Tensor taught = inputs.targets().logits();
        Tensor learned = inputs.student().logits();
        return (standardised
                        ? divergence(standardised(taught), standardised(learned), temperature)
                        : divergence(taught, learned, temperature))
                .mean(); // []
    }

    /// @param logits `[N, K]`
    private static Tensor standardised(Tensor logits) {
        Tensor centred = logits.minus(logits.mean(1).reshape(-1, 1));
        return centred.divide(
                centred.square().mean(1).reshape(-1, 1).plus(LEAST_VARIANCE).sqrt());
    }

    /// temperature² · KL(softmax(taught / temperature) ‖ softmax(learned / temperature)), summed over classes.
    ///
    /// @param taught `[N, K]`, receives no gradient
    /// @param learned `[…, N, K]`
    /// @return `[…, N]`
    static Tensor divergence(Tensor taught, Tensor learned, float temperature) {
        int classes = learned.sizes().length - 1;
        Tensor logP = taught.detach().divide(temperature).logSoftmax(1);
        Tensor logQ = learned.divide(temperature).logSoftmax(classes);
        return logP.exp().times(logP.minus(logQ)).sum(classes).times(temperature * temperature);
    }
}

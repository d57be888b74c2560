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
/// ```
///
/// The student's logits are its read-out after the last tick, summed over ticks.
///
/// @param temperature dimensionless, > 0
public record SoftTargets(float temperature) implements Loss {
    public SoftTargets {
        positive("temperature", temperature);
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
        return divergence(inputs.targets().logits(), inputs.student().logits(), temperature)
                .mean(); // []
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

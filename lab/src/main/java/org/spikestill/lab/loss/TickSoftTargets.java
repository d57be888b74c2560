package org.spikestill.lab.loss;

import static org.spikestill.model.Check.positive;

import java.util.Set;
import org.spikestill.lab.teacher.Target;
import org.spikestill.lab.teacher.Targets;
import org.spikestill.lab.torch.Tensor;

/// Soft targets for every tick's logits: the teacher's part of temporal-wise distillation (Yu et al., ICML 2025).
///
/// ```
/// L = temperature² · mean_t mean_n Σ_k p_k · (log p_k − log q_k[t])
/// p, q[t] = softmax of the teacher's logits and of z[t], divided by temperature
/// ```
///
/// @param temperature dimensionless, > 0
/// @param logits read of each tick
public record TickSoftTargets(float temperature, TickLogits logits) implements Loss {
    public TickSoftTargets {
        positive("temperature", temperature);
    }

    /// The reference code's temperature on CIFAR.
    public TickSoftTargets() {
        this(3, TickLogits.OWN);
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.EVERY_TICK);
    }

    @Override
    public Set<Target> targets() {
        return Set.of(Targets.Kind.LOGITS);
    }

    @Override
    public Tensor of(LossInputs inputs) {
        Tensor z = logits.of(inputs.student()); // [T, N, K]
        return SoftTargets.divergence(inputs.targets().logits(), z, temperature).mean();
    }
}

package org.spikestill.lab.loss;

import static org.spikestill.model.Check.positive;

import java.util.Set;
import org.spikestill.lab.torch.Tensor;

/// Soft-target distillation (Hinton, Vinyals, Dean, 2015).
///
/// ```
/// L = temperature² · mean_n Σ_k p_k · (log p_k − log q_k)
/// p, q = softmax of teacher and student logits divided by temperature
/// ```
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
    public Set<Need> needs() {
        return Set.of(Need.TEACHER);
    }

    @Override
    public Tensor of(Lesson lesson) {
        Tensor taught = lesson.taught().logits().detach();
        Tensor logP = taught.divide(temperature).logSoftmax(1); // [N, K]
        Tensor logQ = lesson.student().logits().divide(temperature).logSoftmax(1); // [N, K]
        return logP.exp().times(logP.minus(logQ)).sum(1).mean().times(temperature * temperature); // []
    }
}

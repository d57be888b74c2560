package org.spikestill.lab.loss;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import org.spikestill.data.Labels;
import org.spikestill.lab.torch.Tensor;

/// Cross-entropy of every tick's logits (Deng et al., ICLR 2022; the task part of temporal-wise distillation, Yu et al.,
/// ICML 2025). By Jensen's inequality it bounds the cross-entropy of the mean logits, so that one student serves every
/// number of ticks up to T.
///
/// ```
/// L = mean_t mean_n −log p_y[t]      p[t] = softmax of z[t]
/// ```
///
/// @param logits read of each tick
public record TickCrossEntropy(TickLogits logits) implements Loss {
    public TickCrossEntropy() {
        this(TickLogits.OWN);
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.EVERY_TICK);
    }

    @Override
    public Optional<Labels.Kind> labels() {
        return Optional.of(Labels.Kind.CLASSES);
    }

    @Override
    public Tensor of(LossInputs inputs) {
        Tensor z = logits.of(inputs.student()); // [T, N, K]
        Tensor[] labels = new Tensor[Math.toIntExact(z.size(0))];
        Arrays.fill(labels, inputs.labels());
        return z.reshape(-1, z.size(2)).crossEntropy(Tensor.concatenate(labels)); // []
    }
}

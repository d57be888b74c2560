package org.spikestill.lab.loss;

import java.util.Optional;
import org.spikestill.data.Labels;
import org.spikestill.lab.torch.Tensor;

/// Cross-entropy of the softmax of the logits after the last tick (LaSNN eqs 4 and 9).
///
/// ```
/// L = mean_n −log p_y      p = softmax of the logits
/// ```
public record CrossEntropy() implements Loss {
    @Override
    public Optional<Labels.Kind> labels() {
        return Optional.of(Labels.Kind.CLASSES);
    }

    @Override
    public Tensor of(LossInputs inputs) {
        return inputs.student().logits().crossEntropy(inputs.labels()); // []
    }
}

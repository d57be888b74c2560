package org.spikestill.lab.loss;

import org.spikestill.lab.torch.Tensor;

/// Cross-entropy of the softmax of the logits after the last tick (LaSNN eqs 4 and 9).
///
/// ```
/// L = mean_n −log p_y      p = softmax of the logits
/// ```
public record CrossEntropy() implements Loss {
    @Override
    public Tensor of(LossInputs lesson) {
        return lesson.student().logits().crossEntropy(lesson.labels()); // []
    }
}

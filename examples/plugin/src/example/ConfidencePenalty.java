package example;

import org.spikestill.lab.loss.Loss;
import org.spikestill.lab.loss.LossInputs;
import org.spikestill.lab.torch.Tensor;

/// Negative entropy of the predictions, which keeps a student from being too sure (Pereyra et al., ICLR workshop 2017).
///
/// ```
/// L = mean_n Σ_k p_k·log p_k      p = softmax of the logits
/// ```
public record ConfidencePenalty() implements Loss {
    @Override
    public Tensor of(LossInputs inputs) {
        Tensor logarithms = inputs.student().logits().logSoftmax(1); // [N, K]
        return logarithms.exp().times(logarithms).sum(1).mean(); // []
    }
}

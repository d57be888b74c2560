package org.spikestill.lab.loss;

import java.util.Arrays;
import java.util.Optional;
import org.spikestill.data.Labels;
import org.spikestill.lab.torch.Tensor;

/// Cross-entropy of the softmax of the logits after the last tick (LaSNN eqs 4 and 9).
///
/// ```
/// L = mean_n −log p_y      p = softmax of the logits
/// ```
///
/// Where some samples have no label the mean is over those that have; a batch without any has the loss 0.
public record CrossEntropy() implements Loss {
    @Override
    public Optional<Labels.Kind> labels() {
        return Optional.of(Labels.Kind.CLASSES);
    }

    @Override
    public boolean reads(Labels.Kind kind) {
        return kind == Labels.Kind.CLASSES || kind == Labels.Kind.SOME_CLASSES;
    }

    @Override
    public Tensor of(LossInputs inputs) {
        int[] labels = inputs.labels().toInts();
        Tensor logits = inputs.student().logits();
        boolean complete = Arrays.stream(labels).noneMatch(label -> label == Labels.UNLABELLED);
        return complete ? logits.crossEntropy(inputs.labels()) : ofLabelled(logits, labels); // []
    }

    /// −Σ_n log p_y / number of labelled samples, over those.
    private static Tensor ofLabelled(Tensor logits, int[] labels) {
        int classes = (int) logits.size(1);
        float[] shares = new float[labels.length * classes]; // [N, K]
        long labelled = Arrays.stream(labels)
                .filter(label -> label != Labels.UNLABELLED)
                .count();
        for (int i = 0; i < labels.length; i++) {
            if (labels[i] != Labels.UNLABELLED) {
                shares[i * classes + labels[i]] = -1f / labelled;
            }
        }
        return logits.logSoftmax(1)
                .times(Tensor.of(shares, labels.length, classes))
                .sum(); // []
    }
}

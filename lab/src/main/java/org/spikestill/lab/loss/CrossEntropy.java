package org.spikestill.lab.loss;

import java.util.Arrays;
import java.util.Optional;
import org.spikestill.data.Labels;
import org.spikestill.data.Mixture;
import org.spikestill.lab.torch.Tensor;

/// Cross-entropy of the softmax of the logits after the last tick (LaSNN eqs 4 and 9).
///
/// ```
/// L = mean_n −log p_y      p = softmax of the logits
/// ```
///
/// Where some samples have no label the mean is over those that have; a batch without any has the loss 0. Of a mixture of two
/// samples both labels count, by their shares (Zhang et al., ICLR 2018, eq. 1).
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
    public boolean readsMixtures() {
        return true;
    }

    @Override
    public Tensor of(LossInputs inputs) {
        int[] labels = inputs.labels().toInts();
        Tensor logits = inputs.student().logits();
        boolean complete = Arrays.stream(labels).noneMatch(label -> label == Labels.UNLABELLED);
        return complete && inputs.mixture().isEmpty()
                ? logits.crossEntropy(inputs.labels())
                : weighted(logits, shares(labels, inputs.mixture(), (int) logits.size(1))); // []
    }

    /// Share of each class in each sample.
    ///
    /// @return `[N·K]`, each sample's shares adding up to that of its labelled parts
    private static float[] shares(int[] labels, Optional<Mixture> mixture, int classes) {
        float[] shares = new float[labels.length * classes];
        for (int i = 0; i < labels.length; i++) {
            float first = mixture.isPresent() ? mixture.get().shares()[i] : 1;
            add(shares, i * classes, labels[i], first);
            if (mixture.isPresent()) {
                add(shares, i * classes, mixture.get().labels()[i], 1 - first);
            }
        }
        return shares;
    }

    private static void add(float[] shares, int sample, int label, float share) {
        if (label != Labels.UNLABELLED) {
            shares[sample + label] += share;
        }
    }

    /// −Σ_n Σ_k share_nk · log p_nk / Σ_n Σ_k share_nk
    private static Tensor weighted(Tensor logits, float[] shares) {
        double total = 0;
        for (float each : shares) {
            total += each;
        }
        return weighted(logits, shares, total); // []
    }

    /// −Σ_n Σ_k share_nk · log p_nk / total, 0 of no samples
    ///
    /// @param logits `[N, K]`
    /// @param shares `[N·K]`
    static Tensor weighted(Tensor logits, float[] shares, double total) {
        float scale = total == 0 ? 0 : (float) (-1 / total);
        return logits.logSoftmax(1)
                .times(Tensor.of(shares, logits.size(0), logits.size(1)))
                .sum()
                .times(scale); // []
    }
}

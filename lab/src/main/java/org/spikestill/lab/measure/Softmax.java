package org.spikestill.lab.measure;

/// The softmax of logits in double precision, and the cross-entropy that follows from it.
///
/// ```
/// p_k = exp(z_k − max z) / Σ_j exp(z_j − max z)      −log p_y = log Σ_j exp(z_j − max z) + max z − z_y
/// ```
final class Softmax {
    private Softmax() {}

    /// @return p_k for each k
    static double[] shares(float[] logits) {
        double largest = largest(logits);
        double sum = sum(logits, largest);
        double[] shares = new double[logits.length];
        for (int k = 0; k < shares.length; k++) {
            shares[k] = Math.exp(logits[k] - largest) / sum;
        }
        return shares;
    }

    /// @return −log p_label
    static double crossEntropy(float[] logits, int label) {
        double largest = largest(logits);
        return Math.log(sum(logits, largest)) + largest - logits[label];
    }

    private static double largest(float[] logits) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        return largest;
    }

    private static double sum(float[] logits, double largest) {
        double sum = 0;
        for (float logit : logits) {
            sum += Math.exp(logit - largest);
        }
        return sum;
    }
}

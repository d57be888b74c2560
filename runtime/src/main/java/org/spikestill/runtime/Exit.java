package org.spikestill.runtime;

import org.spikestill.model.Check;

/// A rule of stopping before the last tick. Evaluated after every tick; it keeps nothing between samples.
@FunctionalInterface
public interface Exit {
    /// Whether the prediction is good enough as it is.
    boolean leave(Prediction soFar);

    /// Runs all ticks.
    static Exit never() {
        return _ -> false;
    }

    /// Leaves once the softmax of the logits gives some class more than `threshold`.
    ///
    /// ```
    /// max_k p_k = 1 / Σ_k exp(logit_k − max logit)
    /// ```
    ///
    /// @param threshold in [0, 1]; equality goes on
    static Exit confidence(float threshold) {
        Check.within("threshold", threshold, 0, 1);
        return prediction -> {
            double largest = prediction.logit(prediction.predicted());
            double sum = 0;
            for (int k = 0; k < prediction.classes(); k++) {
                sum += Math.exp(prediction.logit(k) - largest);
            }
            return 1 / sum > threshold;
        };
    }
}

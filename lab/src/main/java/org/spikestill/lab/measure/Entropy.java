package org.spikestill.lab.measure;

import static org.spikestill.model.Check.within;

/// One minus the normalised entropy of the softmax: 1 + Σ_k p_k · ln p_k / ln K, p the softmax of the logits.
///
/// @param threshold in [0, 1]
public record Entropy(float threshold) implements ExitRule {
    public Entropy {
        within("threshold", threshold, 0, 1);
    }

    public Entropy() {
        this(0.8f);
    }

    @Override
    public Entropy at(float value) {
        return new Entropy(value);
    }

    @Override
    public double confidence(float[] logits) {
        double negative = 0;
        for (double share : Softmax.shares(logits)) {
            negative += share > 0 ? share * Math.log(share) : 0;
        }
        return 1 + negative / Math.log(logits.length);
    }
}

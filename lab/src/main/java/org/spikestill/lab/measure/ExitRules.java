package org.spikestill.lab.measure;

import java.util.List;
import org.spikestill.model.settings.Catalog;

final class ExitRules {
    static final Catalog<ExitRule> CATALOG =
            Catalog.of("exit rule", ExitRule.class, List.of(Confidence.class, Margin.class, Entropy.class));

    private ExitRules() {}

    /// Softmax in double precision.
    static double[] shares(float[] logits) {
        double largest = Double.NEGATIVE_INFINITY;
        for (float logit : logits) {
            largest = Math.max(largest, logit);
        }
        double[] shares = new double[logits.length];
        double sum = 0;
        for (int k = 0; k < shares.length; k++) {
            shares[k] = Math.exp(logits[k] - largest);
            sum += shares[k];
        }
        for (int k = 0; k < shares.length; k++) {
            shares[k] /= sum;
        }
        return shares;
    }
}

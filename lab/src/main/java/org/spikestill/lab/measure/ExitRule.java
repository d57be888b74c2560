package org.spikestill.lab.measure;

import org.spikestill.model.settings.Catalog;
import org.spikestill.runtime.Exit;

/// A rule of stopping early, before the last tick: at the first tick whose logits, summed over all ticks so
/// far, are surer than the threshold (DT-SNN, Li et al., DAC 2023; SEENN-I, Li et al., NeurIPS 2023). Equality goes on.
///
/// The sum grows with the ticks, and confidence with it: a mean over ticks of (1, 0) would never be surer than 0.73.
public interface ExitRule {
    static Catalog<ExitRule> catalog() {
        return ExitRules.CATALOG;
    }

    /// In [0, 1]; 1 never stops early.
    float threshold();

    /// The same rule at another threshold.
    ExitRule at(float threshold);

    /// Confidence of logits, in [0, 1].
    ///
    /// @param logits summed over all ticks so far, one per class
    double confidence(float[] logits);

    /// This rule for an engine.
    default Exit exit() {
        return prediction -> confidence(prediction.logits()) > threshold();
    }

    /// `confidence=0.9`
    ///
    /// @throws org.spikestill.model.settings.InvalidSettings naming what was found and what was wanted
    static ExitRule parse(String text) {
        return catalog().parse(text.replaceFirst("=", ":threshold="));
    }

    /// Inverse of [#parse].
    default String spec() {
        return catalog().name(this) + "=" + threshold();
    }
}

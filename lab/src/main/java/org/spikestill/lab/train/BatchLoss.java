package org.spikestill.lab.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// The losses of one batch.
///
/// @param loss weighted sum
/// @param terms each loss before weighting, by name
record BatchLoss(double loss, Map<String, Double> terms) {
    static final BatchLoss NONE = new BatchLoss(0, Map.of());

    BatchLoss {
        terms = Collections.unmodifiableMap(new LinkedHashMap<>(terms));
    }

    BatchLoss plus(BatchLoss other) {
        Map<String, Double> both = new LinkedHashMap<>(terms);
        other.terms.forEach((name, value) -> both.merge(name, value, Double::sum));
        return new BatchLoss(loss + other.loss, both);
    }

    /// With a prefix before the name of each loss.
    BatchLoss prefixed(String prefix) {
        Map<String, Double> named = new LinkedHashMap<>();
        terms.forEach((name, value) -> named.put(prefix + name, value));
        return new BatchLoss(loss, named);
    }
}

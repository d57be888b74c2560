package org.spikestill.report.section;

import java.util.LinkedHashMap;
import java.util.Map;
import org.spikestill.report.result.Evaluation;

/// The spiking networks among those evaluated.
final class Spiking {
    private Spiking() {}

    /// In the same order, without networks that have no firing layer.
    static Map<String, Evaluation> of(Map<String, Evaluation> networks) {
        Map<String, Evaluation> spiking = new LinkedHashMap<>(networks);
        spiking.values().removeIf(each -> each.layers().isEmpty());
        return spiking;
    }
}

package org.spikestill.lab.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.spikestill.model.Weights;
import org.spikestill.report.result.Metric;

/// Trained networks: the weights of the epoch with the best validation result.
///
/// @param networks weights of every learner, by name
/// @param scored name of the learner whose result chose the epoch
/// @param epoch that was chosen, from 1
/// @param validations results of every learner in that epoch, by name
/// @param seconds of the whole training
public record Trained(
        Map<String, Weights> networks,
        String scored,
        int epoch,
        Map<String, Metric.Reading> validations,
        double seconds) {
    public Trained {
        validations = Collections.unmodifiableMap(new LinkedHashMap<>(validations));
        networks = Collections.unmodifiableMap(new LinkedHashMap<>(networks));
    }

    /// Result of the scored learner in that epoch.
    public Metric.Reading validation() {
        return validations.get(scored);
    }

    /// Weights of the scored learner, which is the only one where one network is trained.
    public Weights weights() {
        return networks.get(scored);
    }
}

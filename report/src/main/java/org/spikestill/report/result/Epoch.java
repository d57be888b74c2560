package org.spikestill.report.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Metrics of one training epoch: a line of `metrics.jsonl`.
///
/// @param network that was trained
/// @param epoch from 1
/// @param loss mean of the objective, the weighted sum of its terms, over the epoch
/// @param terms mean of each loss before weighting, in order
/// @param accuracy on the training batches during the epoch, with augmentation and dropout
/// @param validationAccuracy on the validation split after the epoch
/// @param validationLoss mean cross-entropy on the validation split after the epoch
/// @param learningRate of the last update
/// @param seconds wall-clock time, validation included
/// @param teacherSeconds of these, for the targets of the teacher; the first epoch may compute them for all
/// @param peakBytes largest resident set of the process during the epoch; empty where the system does not tell
public record Epoch(
        String network,
        int epoch,
        double loss,
        Map<String, Double> terms,
        double accuracy,
        double validationAccuracy,
        double validationLoss,
        double learningRate,
        double seconds,
        double teacherSeconds,
        Optional<Long> peakBytes) {
    public Epoch {
        terms = Collections.unmodifiableMap(new LinkedHashMap<>(terms));
    }
}

package org.spikestill.lab.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// One pass over the training data in numbers: a line of `metrics.jsonl`.
///
/// @param stage which network was trained
/// @param epoch from 1
/// @param loss mean of the weighted sum over the pass
/// @param terms mean of each loss before weighting
/// @param accuracy on the training batches as they were learned, augmented and under dropout
/// @param validationAccuracy on the validation split after the pass
/// @param validationLoss mean cross-entropy on the validation split after the pass
/// @param rate learning rate of the last update
/// @param seconds the pass and its validation took
/// @param teacherSeconds of these, spent on asking the teacher; what it says of all copies is asked in the first pass
/// @param peakBytes most memory the process had in RAM while the pass learned; empty where the system does not tell
public record EpochFigures(
        String stage,
        int epoch,
        double loss,
        Map<String, Double> terms,
        double accuracy,
        double validationAccuracy,
        double validationLoss,
        double rate,
        double seconds,
        double teacherSeconds,
        Optional<Long> peakBytes) {
    public EpochFigures {
        terms = Collections.unmodifiableMap(new LinkedHashMap<>(terms));
    }
}

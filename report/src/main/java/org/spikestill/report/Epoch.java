package org.spikestill.report;

import java.util.Map;

/// One pass over the training split. What was not measured is NaN.
///
/// @param stage name of the training stage it belongs to
/// @param epoch number within the stage, from 1
/// @param loss mean over the training split of the whole objective, the weighted sum of its terms
/// @param terms mean over the training split of each loss before weighting, in order
/// @param trainAccuracy share of correct predictions while training, in [0, 1]
/// @param validationAccuracy share of correct predictions afterwards, in [0, 1]
/// @param validationLoss mean cross-entropy over the validation split afterwards
/// @param learningRate at the end of the epoch
/// @param seconds wall-clock time, validation included
public record Epoch(
        String stage,
        int epoch,
        double loss,
        Map<String, Double> terms,
        double trainAccuracy,
        double validationAccuracy,
        double validationLoss,
        double learningRate,
        double seconds) {
    public Epoch {
        terms = Ordered.copyOf(terms);
    }
}

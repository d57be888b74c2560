package org.spikestill.report.result;

import java.util.List;
import java.util.Optional;

/// Accuracy and cost of an early-exit rule on a data set.
///
/// @param rule with its threshold, such as `confidence=0.9`
/// @param accuracy share of samples whose class is right at the tick they stop
/// @param averageTicks mean over the samples
/// @param share of the samples that stop at each tick
/// @param spikesPerSample fired until they stop, where the evaluator counts them by tick
/// @param addsPerSample synaptic additions until they stop, likewise
public record EarlyExit(
        String rule,
        double accuracy,
        double averageTicks,
        List<Double> share,
        Optional<Double> spikesPerSample,
        Optional<Double> addsPerSample) {
    public EarlyExit {
        share = List.copyOf(share);
    }
}

package org.spikestill.report.result;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Metrics of one training epoch: a line of `metrics.jsonl`.
///
/// @param network name of the training
/// @param epoch from 1
/// @param loss mean of the weighted sum over the epoch, summed over the networks that are trained
/// @param terms mean of each loss before weighting; of several networks as `network.loss`
/// @param metric by which the best epoch is chosen
/// @param training value on the training batches at the time of their update, augmented and under dropout
/// @param validation value on the validation split after the epoch
/// @param validationLoss mean loss on the validation split after the epoch
/// @param peers validation values of further networks of the same training, by name
/// @param learningRate of the last update
/// @param seconds of the epoch and its validation
/// @param teacherSeconds of these, spent on the teacher's targets; stored targets are all computed in the first epoch
/// @param peakBytes peak resident memory of the process during the epoch; empty where the system does not report it
public record Epoch(
        String network,
        int epoch,
        double loss,
        Map<String, Double> terms,
        Metric metric,
        double training,
        double validation,
        double validationLoss,
        Map<String, Double> peers,
        double learningRate,
        double seconds,
        double teacherSeconds,
        Optional<Long> peakBytes) {
    public Epoch {
        terms = Collections.unmodifiableMap(new LinkedHashMap<>(terms));
        peers = Collections.unmodifiableMap(new LinkedHashMap<>(peers));
    }
}

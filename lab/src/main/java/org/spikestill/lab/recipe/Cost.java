package org.spikestill.lab.recipe;

import java.util.List;
import java.util.Optional;
import org.spikestill.report.result.Epoch;

/// What an epoch of a stage cost. The first epoch may have asked the teacher for all others, and one that was
/// interrupted only knows its second half: hence the median of the one and the mean of the other.
///
/// @param seconds of the median epoch with its validation, without the teacher's
/// @param teacherSeconds mean over all epochs
/// @param peakMegabytes most memory the process had in RAM while it learned, in 10⁶ bytes; empty where the system
///     does not tell
record Cost(double seconds, double teacherSeconds, Optional<Double> peakMegabytes) {
    /// Empty for what was not trained epoch by epoch.
    static Optional<Cost> of(Stage stage, List<Epoch> history) {
        List<Epoch> epochs = history.stream()
                .filter(each -> each.network().equals(stage.label()))
                .toList();
        if (epochs.isEmpty()) {
            return Optional.empty();
        }
        double[] own = epochs.stream()
                .mapToDouble(each -> each.seconds() - each.teacherSeconds())
                .sorted()
                .toArray();
        return Optional.of(new Cost(
                (own[(own.length - 1) / 2] + own[own.length / 2]) / 2,
                epochs.stream().mapToDouble(Epoch::teacherSeconds).average().orElseThrow(),
                epochs.stream()
                        .flatMap(each -> each.peakBytes().stream())
                        .max(Long::compare)
                        .map(bytes -> bytes / 1e6)));
    }
}

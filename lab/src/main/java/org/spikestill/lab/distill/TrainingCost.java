package org.spikestill.lab.distill;

import java.util.List;
import java.util.Optional;
import org.spikestill.report.result.Epoch;

/// Cost of one epoch of a training. The first epoch may have computed the teacher's targets for all others, and one that was
/// interrupted only knows its second half: hence the median of the one and the mean of the other.
///
/// @param secondsPerEpoch of the median epoch with its validation, without the teacher's
/// @param teacherSecondsPerEpoch mean over all epochs
/// @param peakMegabytes most memory the process had in RAM while it learned, in 10⁶ bytes; empty where the system
///     does not tell
public record TrainingCost(double secondsPerEpoch, double teacherSecondsPerEpoch, Optional<Double> peakMegabytes) {
    /// The cost of a training by name; empty for a network that was not trained.
    static Optional<TrainingCost> of(String name, List<Epoch> history) {
        List<Epoch> epochs =
                history.stream().filter(each -> each.network().equals(name)).toList();
        if (epochs.isEmpty()) {
            return Optional.empty();
        }
        double[] own = epochs.stream()
                .mapToDouble(each -> each.seconds() - each.teacherSeconds())
                .sorted()
                .toArray();
        return Optional.of(new TrainingCost(
                (own[(own.length - 1) / 2] + own[own.length / 2]) / 2,
                epochs.stream().mapToDouble(Epoch::teacherSeconds).average().orElseThrow(),
                epochs.stream()
                        .flatMap(each -> each.peakBytes().stream())
                        .max(Long::compare)
                        .map(bytes -> bytes / 1e6)));
    }
}

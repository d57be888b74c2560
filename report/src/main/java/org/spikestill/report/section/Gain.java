package org.spikestill.report.section;

import java.util.List;
import java.util.Optional;
import org.spikestill.report.Figures;
import org.spikestill.report.result.Accuracy;
import org.spikestill.report.result.NetworkResult;
import org.spikestill.report.result.Split;

/// Accuracy of a network minus that of its baseline.
///
/// @param points difference of the two shares, in [−1, 1]
/// @param split both were measured on
record Gain(double points, Accuracy.Interval interval, Split split, String baseline) {
    /// On the test split where both networks have a test accuracy, else on the validation split.
    static Optional<Gain> of(NetworkResult network, List<NetworkResult> all) {
        return network.baseline()
                .flatMap(name ->
                        all.stream().filter(other -> other.name().equals(name)).findFirst())
                .flatMap(base -> between(Split.TEST, base.name(), network.test(), base.test())
                        .or(() -> between(Split.VALIDATION, base.name(), network.validation(), base.validation())));
    }

    private static Optional<Gain> between(
            Split split, String baseline, Optional<Accuracy> network, Optional<Accuracy> base) {
        return network.flatMap(ours ->
                base.map(theirs -> new Gain(ours.share() - theirs.share(), ours.gainOver(theirs), split, baseline)));
    }

    /// The interval in percentage points.
    String range() {
        return Figures.points(interval.low()) + " to " + Figures.points(interval.high());
    }
}

package org.spikestill.report;

import java.util.List;
import java.util.Optional;

/// What training further won over the conversion it started from.
///
/// @param points difference of the two shares, in [−1, 1]
/// @param split both were measured on
record Gain(double points, Accuracy.Interval interval, Split split) {
    /// Against the first converted network of as many ticks; on the test split where both have it, else on validation.
    static Optional<Gain> of(Headline network, List<Headline> all) {
        if (!network.role().isTrainedFurther()) {
            return Optional.empty();
        }
        Optional<Headline> converted = all.stream()
                .filter(other -> other.role() == Role.CONVERTED && other.ticks() == network.ticks())
                .findFirst();
        return converted.flatMap(base -> between(Split.TEST, network.test(), base.test())
                .or(() -> between(Split.VALIDATION, network.validation(), base.validation())));
    }

    private static Optional<Gain> between(Split split, Optional<Accuracy> network, Optional<Accuracy> base) {
        return network.flatMap(
                ours -> base.map(theirs -> new Gain(ours.share() - theirs.share(), ours.gainOver(theirs), split)));
    }

    /// The interval in percentage points.
    String range() {
        return Figures.points(interval.low()) + " to " + Figures.points(interval.high());
    }
}

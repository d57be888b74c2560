package org.spikestill.lab.train;

import java.util.List;
import org.spikestill.model.Check;

/// A lower rate from given moments on; by default a tenth each time, at 60, 80 and 90 % (Rathi et al., ICLR 2020,
/// reference code).
///
/// @param at shares of training, each in [0, 1]
/// @param by factor at each, > 0
public record Steps(List<Float> at, float by) implements Schedule {
    public Steps {
        at = List.copyOf(at);
        at.forEach(moment -> Check.within("at", moment, 0, 1));
        Check.positive("by", by);
    }

    public Steps() {
        this(List.of(0.6f, 0.8f, 0.9f), 0.1f);
    }

    @Override
    public double factor(double progress) {
        float now = (float) progress; // as exact as the moments are: 0.6 is reached at 60 updates of 100
        return Math.pow(by, at.stream().filter(moment -> now >= moment).count());
    }
}

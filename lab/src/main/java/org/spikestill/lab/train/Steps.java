package org.spikestill.lab.train;

import java.util.List;
import org.spikestill.model.Check;
import org.spikestill.model.settings.Formerly;

/// Step decay: the learning rate is multiplied by `gamma` at each milestone; by default to a tenth at 60, 80 and
/// 90 % (Rathi et al., ICLR 2020, reference code).
///
/// @param milestones shares of training, each in [0, 1]
/// @param gamma factor at each, > 0
@Formerly(was = "at", now = "milestones")
@Formerly(was = "by", now = "gamma")
public record Steps(List<Float> milestones, float gamma) implements Schedule {
    public Steps {
        milestones = List.copyOf(milestones);
        milestones.forEach(moment -> Check.within("milestones", moment, 0, 1));
        Check.positive("gamma", gamma);
    }

    public Steps() {
        this(List.of(0.6f, 0.8f, 0.9f), 0.1f);
    }

    @Override
    public double factor(double progress) {
        float now = (float) progress; // as exact as the moments are: 0.6 is reached at 60 updates of 100
        return Math.pow(
                gamma, milestones.stream().filter(moment -> now >= moment).count());
    }
}

package org.spikestill.lab.recipe;

import java.util.Optional;
import org.spikestill.lab.loss.CrossEntropy;
import org.spikestill.lab.loss.Objective;
import org.spikestill.model.settings.InvalidSettings;

/// Hybrid training (Rathi et al., ICLR 2020): conversion, then training by cross-entropy alone, without a teacher. Which
/// surrogate it trains with is a setting of the neuron.
public record Hybrid() implements Method {
    @Override
    public String student() {
        return "hybrid student";
    }

    @Override
    public Role role() {
        return Role.HYBRID;
    }

    @Override
    public Optional<Objective> objective() {
        return Optional.of(Objective.of(new CrossEntropy()));
    }

    @Override
    public Plan plan(DistillSettings settings) {
        if (settings.hybrid()) {
            throw new InvalidSettings(
                    "hybrid asks for a second student without a teacher, but the method is hybrid itself: leave it out");
        }
        return Method.super.plan(settings);
    }
}

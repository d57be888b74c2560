package org.spikestill.lab.distill;

import java.util.Optional;
import org.spikestill.lab.loss.CrossEntropy;
import org.spikestill.lab.loss.Objective;

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
}

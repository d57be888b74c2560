package org.spikestill.lab.distill;

import java.util.Optional;
import org.spikestill.lab.experiment.ModelResult;
import org.spikestill.lab.experiment.Ref;
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
    public Ref<ModelResult> student(Layout layout) {
        if (layout.settings().student().hybridBaseline()) {
            throw new InvalidSettings(
                    "student.hybridBaseline asks for a second student without a teacher, but the method is"
                            + " hybrid itself: leave it out");
        }
        return Method.super.student(layout);
    }
}

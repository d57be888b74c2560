package org.spikestill.lab.distill;

import static org.spikestill.model.Check.notNegative;
import static org.spikestill.model.Check.positive;

import java.util.Optional;
import org.spikestill.lab.loss.CrossEntropy;
import org.spikestill.lab.loss.GradientAttention;
import org.spikestill.lab.loss.Objective;

/// LaSNN with gradient-based attention (arXiv 2304.09101, eqs 10 to 13): the student's spike activation maps follow what the
/// teacher's loss is sensitive to.
///
/// ```
/// L = CE + weight · L_GAT
/// ```
///
/// @param weight of the attention, ≥ 0
/// @param decay of a spike's contribution per tick, > 0
public record LasnnGradient(float weight, float decay) implements Method {
    public LasnnGradient {
        notNegative("weight", weight);
        positive("decay", decay);
    }

    public LasnnGradient() {
        this(0.5f, 0.5f);
    }

    @Override
    public String student() {
        return "distilled student";
    }

    @Override
    public Optional<Objective> objective() {
        return Optional.of(Objective.of(new CrossEntropy()).with(new GradientAttention(decay), weight));
    }
}

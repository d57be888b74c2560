package org.spikestill.lab.recipe;

import static org.spikestill.model.Check.notNegative;
import static org.spikestill.model.Check.positive;

import java.util.List;
import java.util.Optional;
import org.spikestill.lab.loss.CrossEntropy;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.loss.SoftTargets;

/// Label-based distillation (Takuya, Zhang, Nakashima, 2021): the converted student learns from the labels and from the
/// teacher's soft targets. The paper's third term, on rotated copies of the images, is left out.
///
/// ```
/// L = hard · CE + soft · temperature² · KL(teacher ‖ student)      summed over classes, averaged over the batch
/// ```
///
/// @param temperature of the soft targets, > 0
/// @param hard weight of the labels, ≥ 0
/// @param soft weight of the soft targets, ≥ 0
public record LabelKd(float temperature, float hard, float soft) implements Method {
    public LabelKd {
        positive("temperature", temperature);
        notNegative("hard", hard);
        notNegative("soft", soft);
    }

    /// The values of the released code.
    public LabelKd() {
        this(4, 0.1f, 0.9f);
    }

    @Override
    public String student() {
        return "label-KD student";
    }

    @Override
    public Optional<Objective> objective() {
        return Optional.of(new Objective(List.of(
                new Objective.Term(new CrossEntropy(), hard, 1),
                new Objective.Term(new SoftTargets(temperature), soft, 1))));
    }
}

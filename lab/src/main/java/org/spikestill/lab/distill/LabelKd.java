package org.spikestill.lab.distill;

import static org.spikestill.model.Check.notNegative;
import static org.spikestill.model.Check.positive;

import java.util.List;
import java.util.Optional;
import org.spikestill.lab.loss.CrossEntropy;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.loss.RotatedSoftTargets;
import org.spikestill.lab.loss.SoftTargets;

/// Label-based distillation (Takuya, Zhang, Nakashima, 2021): the converted student learns from the labels and from the
/// teacher's soft targets, on the images and on copies of them that are rotated by 90, 180 and 270 degrees.
///
/// ```
/// L = hard · CE + soft · temperature² · KL(teacher ‖ student) + rotated · temperature² · KL of the copies
/// KL      summed over classes, averaged over the batch; that of the copies over all three as well
/// ```
///
/// @param temperature of the soft targets, > 0
/// @param hard weight of the labels, ≥ 0
/// @param soft weight of the soft targets, ≥ 0
/// @param rotated weight of the soft targets of rotated copies, ≥ 0; the released code has 2.7. 0 leaves them out,
///     which saves three quarters of the training
public record LabelKd(float temperature, float hard, float soft, float rotated) implements Method {
    public LabelKd {
        positive("temperature", temperature);
        notNegative("hard", hard);
        notNegative("soft", soft);
        notNegative("rotated", rotated);
    }

    /// The values of the released code, without rotated copies.
    public LabelKd() {
        this(4, 0.1f, 0.9f, 0);
    }

    @Override
    public String student() {
        return "label-KD student";
    }

    @Override
    public Optional<Objective> objective() {
        Objective upright = new Objective(List.of(
                new Objective.Term(new CrossEntropy(), hard, 1),
                new Objective.Term(new SoftTargets(temperature), soft, 1)));
        return Optional.of(rotated == 0 ? upright : upright.with(new RotatedSoftTargets(temperature), rotated));
    }
}

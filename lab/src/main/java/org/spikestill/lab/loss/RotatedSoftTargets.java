package org.spikestill.lab.loss;

import static org.spikestill.model.Check.positive;

import java.util.Optional;
import java.util.Set;
import org.spikestill.lab.teacher.Taps;
import org.spikestill.lab.teacher.Target;
import org.spikestill.lab.teacher.Targets;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.InvalidSettings;

/// Soft targets on copies of the images that are rotated by 90, 180 and 270 degrees (Takuya, Zhang, Nakashima, 2021):
/// the targets are the teacher's outputs on them, right or wrong.
///
/// ```
/// L = temperature² · mean over copies and samples of KL(teacher ‖ student)      summed over classes
/// ```
///
/// @param temperature dimensionless, > 0
public record RotatedSoftTargets(float temperature) implements Loss {
    public RotatedSoftTargets {
        positive("temperature", temperature);
    }

    public RotatedSoftTargets() {
        this(4);
    }

    @Override
    public Set<Target> targets() {
        return Set.of(Targets.Kind.ROTATED_LOGITS);
    }

    @Override
    public void check(Optional<Taps> teacher, Network student) {
        Shape image = student.input();
        if (!image.isMap() || image.height() != image.width()) {
            throw new InvalidSettings("rotated-soft-targets turns images by 90 degrees, but the data have " + image
                    + ", which is not square: leave the loss out, or set rotated of the method label-kd to 0");
        }
    }

    /// @param inputs of the copies under one rotation
    @Override
    public Tensor of(LossInputs inputs) {
        return new SoftTargets(temperature).of(inputs);
    }
}

package org.spikestill.lab.loss;

import java.util.Set;
import org.spikestill.lab.teacher.Target;
import org.spikestill.lab.teacher.Targets;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Shape;

/// Hints: the student's features follow the teacher's, channel by channel (Romero et al., ICLR 2015), each scaled to
/// length 1 per sample, since rates end at 1 and activations do not. Where sizes differ, the larger is averaged over
/// cells; the number of channels must be the same.
///
/// ```
/// L = Σ_pairs mean_n ‖ A_T/‖A_T‖₂ − A_S/‖A_S‖₂ ‖₂²
/// ```
public record FeatureMatch() implements Loss {
    @Override
    public Set<Need> needs() {
        return Set.of(Need.MAPS);
    }

    @Override
    public Set<Target> targets() {
        return Set.of(Targets.Kind.FEATURES);
    }

    @Override
    public void check(LayerPair pair, Shape taught, Shape learned) {
        if (taught.channels() != learned.channels()) {
            throw new InvalidNetwork("feature-match compares channel by channel, but '" + pair.teacher()
                    + "' of the teacher is " + taught + " and '" + pair.student() + "' of the student " + learned
                    + ": name layers with as many channels in 'pairs'");
        }
    }

    @Override
    public Tensor of(LossInputs inputs) {
        return inputs.overPairs("feature matching", Targets::features, (taught, learned) -> {
            int height = (int) Math.min(taught.size(2), learned.size(2));
            int width = (int) Math.min(taught.size(3), learned.size(3));
            Tensor difference = unit(taught, height, width).minus(unit(learned, height, width)); // [N, C·H·W]
            return difference.square().sum(1).mean();
        });
    }

    private static Tensor unit(Tensor features, int height, int width) {
        boolean fits = features.size(2) == height && features.size(3) == width;
        return Attention.normalised(fits ? features : features.averagePoolTo(height, width));
    }
}

package org.spikestill.lab.loss;

import java.util.Set;
import org.spikestill.lab.teacher.Target;
import org.spikestill.lab.teacher.Targets;
import org.spikestill.lab.torch.Tensor;

/// Activation-based attention matching at paired layers (LaSNN eq. 7): the student's maps are of its spikes averaged over
/// ticks, the teacher's of its activations. Where sizes differ, the larger map is averaged over cells.
///
/// ```
/// L2         L = Σ_pairs mean_n ‖ q_T/‖q_T‖₂ − q_S/‖q_S‖₂ ‖₂
/// MSE_MEAN   L = Σ_pairs mean over samples and pixels of the squared difference of the same
/// ```
///
/// Weights of the two are not interchangeable: about 0.5 to 1 for `L2`, about 1000 for `MSE_MEAN`.
public record AttentionMatch(Norm norm) implements Loss {
    public enum Norm {
        L2,
        MSE_MEAN
    }

    public AttentionMatch() {
        this(Norm.L2);
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.MAPS);
    }

    @Override
    public Set<Target> targets() {
        return Set.of(Targets.Kind.ATTENTION);
    }

    @Override
    public Tensor of(LossInputs inputs) {
        return inputs.overPairs("attention matching", Targets::attention, (taught, learned) -> {
            Attention.Pair maps = Attention.pair(taught, learned);
            return distance(Attention.normalised(maps.taught()).minus(Attention.normalised(maps.learned())));
        }); // []
    }

    /// @param difference `[N, H·W]`
    private Tensor distance(Tensor difference) {
        return switch (norm) {
            case L2 -> Attention.norm(difference).mean();
            case MSE_MEAN -> difference.square().mean();
        };
    }
}

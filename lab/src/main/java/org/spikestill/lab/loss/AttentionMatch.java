package org.spikestill.lab.loss;

import java.util.Set;
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
        return Set.of(Need.TEACHER, Need.MAPS);
    }

    @Override
    public Tensor of(Lesson lesson) {
        Tensor sum = null;
        for (LayerPair pair : lesson.pairs()) {
            Tensor taught = Attention.map(lesson.taught().map(pair.teacher())).detach(); // [N, H, W]
            Tensor learned = Attention.map(lesson.student().map(pair.student())); // [N, H', W']
            long height = Math.min(taught.size(1), learned.size(1));
            long width = Math.min(taught.size(2), learned.size(2));
            Tensor difference = Attention.normalised(Attention.resized(taught, height, width))
                    .minus(Attention.normalised(Attention.resized(learned, height, width))); // [N, H·W]
            Tensor term = distance(difference);
            sum = sum == null ? term : sum.plus(term);
        }
        if (sum == null) {
            throw new IllegalStateException("attention matching has no pair of layers");
        }
        return sum; // []
    }

    private Tensor distance(Tensor difference) {
        return switch (norm) {
            case L2 -> Attention.norm(difference).mean();
            case MSE_MEAN -> difference.square().mean();
        };
    }
}

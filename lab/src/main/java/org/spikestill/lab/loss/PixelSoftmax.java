package org.spikestill.lab.loss;

import static org.spikestill.model.Check.positive;

import java.util.Set;
import org.spikestill.lab.teacher.Target;
import org.spikestill.lab.teacher.Targets;
import org.spikestill.lab.torch.Tensor;

/// Attention maps compared as distributions over pixels (saliency-scaled activation map distillation; Liu et al., "A
/// Closer Look at Knowledge Distillation in Spiking Neural Network Training", AAAI 2026).
///
/// ```
/// L = Σ_pairs temperature² · mean_n Σ_pixels P · (log P − log Q)
/// P, Q = softmax over pixels of the scaled maps of teacher and student, divided by temperature
/// scaled m = (m − min m) / (max m − min m)      per sample
/// ```
///
/// Ours differs in the maps: the paper's teacher shows the activation map of the predicted class, which requires a linear
/// layer right behind a global mean; here both show LaSNN's [attention map][org.spikestill.lab.teacher.AttentionMap]. The
/// paper matches the last stage only: name that pair in `pairs`.
///
/// @param temperature dimensionless, > 0
public record PixelSoftmax(float temperature) implements Loss {
    /// Range of a map, as a share of its largest pixel, below which it counts as flat: its slope is bounded.
    private static final double FLAT = 1e-3;

    public PixelSoftmax {
        positive("temperature", temperature);
    }

    public PixelSoftmax() {
        this(2);
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
        return inputs.overPairs("pixel-softmax matching", Targets::attention, (taught, learned) -> {
            Attention.Pair maps = Attention.pair(taught, learned);
            return SoftTargets.divergence(scaled(maps.taught()), scaled(maps.learned()), temperature)
                    .mean();
        });
    }

    /// @param map `[N, H, W]`
    /// @return `[N, H·W]`, in [0, 1]
    private static Tensor scaled(Tensor map) {
        Tensor pixels = map.reshape(map.size(0), -1);
        Tensor least = pixels.min(1).reshape(-1, 1);
        Tensor most = pixels.max(1).reshape(-1, 1).plus(Attention.SILENT);
        Tensor range = least.divide(most).times(-1).plus(1).clamp(FLAT, 1).times(most); // most − least
        return pixels.minus(least).divide(range);
    }
}

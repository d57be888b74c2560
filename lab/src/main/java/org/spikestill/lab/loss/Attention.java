package org.spikestill.lab.loss;

import org.spikestill.lab.teacher.AttentionMap;
import org.spikestill.lab.torch.Tensor;

/// Comparison of attention maps of different sizes and scales, see [AttentionMap].
final class Attention {
    /// Keeps the norm of a silent layer's map above 0. One spike in 1000 ticks among 512 channels still has a squared norm
    /// of (0.001² / 512)² = 4e-18, far above it.
    static final double SILENT = 1e-24;

    private Attention() {}

    /// The map of the larger layer, averaged over cells to the size of the smaller.
    ///
    /// @param map `[N, H, W]`
    /// @return `[N, height, width]`
    static Tensor resized(Tensor map, long height, long width) {
        if (map.size(1) == height && map.size(2) == width) {
            return map;
        }
        long samples = map.size(0);
        return map.reshape(samples, 1, map.size(1), map.size(2))
                .averagePoolTo((int) height, (int) width)
                .reshape(samples, height, width);
    }

    /// Maps of a pair of layers at the resolution of the smaller.
    ///
    /// @param taught `[N, H, W]`
    /// @param learned `[N, H, W]`
    record Pair(Tensor taught, Tensor learned) {}

    /// @param taught attention map of the teacher `[N, H, W]`
    /// @param learned spikes of the student, averaged over ticks `[N, C', H', W']`
    static Pair pair(Tensor taught, Tensor learned) {
        long height = Math.min(taught.size(1), learned.size(2));
        long width = Math.min(taught.size(2), learned.size(3));
        return new Pair(resized(taught, height, width), resized(AttentionMap.of(learned), height, width));
    }

    /// q / ‖q‖₂ per sample, q the values of one sample; what is silent stays near 0.
    ///
    /// @param map `[N, …]`
    /// @return `[N, P]`
    static Tensor normalised(Tensor map) {
        Tensor pixels = map.reshape(map.size(0), -1);
        return pixels.divide(norm(pixels).reshape(pixels.size(0), 1));
    }

    /// Euclidean length of each row: `[N, P]` → `[N]`, with a gradient at 0.
    static Tensor norm(Tensor rows) {
        return rows.square().sum(1).plus(SILENT).sqrt();
    }
}

package org.spikestill.data;

import org.spikestill.model.Shape;
import org.spikestill.model.settings.Seed;

/// Mixture of each training sample with another one, drawn from the whole data set. A teacher answers for the mixture itself;
/// without one, cross-entropy weighs the labels of both by their shares.
public interface Mixing extends Augmentation {
    /// Stream of the choice of the other sample, apart from those of the augmentations.
    long PARTNER = 0x6d6978L;

    /// Augmentation of each of the two before they are mixed.
    Augmentation of();

    /// Writes the mixture. Equal samples and keys give equal values.
    ///
    /// @param first raw values in [0, 1], planar; holds the mixture's larger share
    /// @param second as long as the first
    /// @param key decides every draw
    /// @param out as long as both, another array
    /// @return share of the first, in [0.5, 1]
    float mix(float[] first, float[] second, Shape shape, long key, float[] out);

    /// A sample alone.
    @Override
    default void apply(float[] sample, Shape shape, long key, float[] out) {
        of().apply(sample, shape, key, out);
    }

    /// Number of the other sample.
    ///
    /// @param key of the first sample
    /// @param size of the data set
    static int partner(long key, int size) {
        return (int) Long.remainderUnsigned(Seed.mix(key, PARTNER), size);
    }

    /// Draw of max(λ, 1 − λ) with λ from Beta(α, α), by rejection (Jöhnk, 1964), which takes 1.3 to 2 draws on average.
    ///
    /// @param alpha in (0, 1]
    static float dominantShare(float alpha, long key) {
        for (long draw = 0; ; draw += 2) {
            double x = Math.pow(Seed.uniform(key, draw), 1 / alpha);
            double y = Math.pow(Seed.uniform(key, draw + 1), 1 / alpha);
            if (x + y > 0 && x + y <= 1) {
                return (float) Math.max(x / (x + y), y / (x + y));
            }
        }
    }
}

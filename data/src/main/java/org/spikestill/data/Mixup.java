package org.spikestill.data;

import org.spikestill.model.Check;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.Seed;

/// Mixup (Zhang, Cisse, Dauphin, Lopez-Paz, ICLR 2018): the weighted mean of two samples.
///
/// ```
/// out = λ·first + (1 − λ)·second      λ = max(l, 1 − l), l from Beta(alpha, alpha)
/// ```
///
/// @param of augmentation of each sample before
/// @param alpha of the beta distribution, in (0, 1]: 1 draws shares evenly, small values mix little
public record Mixup(Augmentation of, float alpha) implements Mixing {
    public Mixup {
        alpha = checkedAlpha(alpha);
        of = notMixed(of);
    }

    /// The strength of the paper's runs on CIFAR-10.
    public Mixup() {
        this(new None(), 1);
    }

    static float checkedAlpha(float alpha) {
        return Check.within("alpha", alpha, 0.01f, 1);
    }

    static Augmentation notMixed(Augmentation of) {
        if (of instanceof Mixing) {
            throw new IllegalArgumentException("of is " + Augmentation.catalog().spec(of)
                    + ", which mixes samples too: name an augmentation of one sample, such as pad-crop-flip");
        }
        return of;
    }

    @Override
    public float mix(float[] first, float[] second, Shape shape, long key, float[] out) {
        float share = Mixing.dominantShare(alpha, Seed.mix(key, PARTNER));
        for (int i = 0; i < out.length; i++) {
            out[i] = share * first[i] + (1 - share) * second[i];
        }
        return share;
    }
}

package org.spikestill.data;

import org.spikestill.model.Shape;
import org.spikestill.model.settings.Seed;

/// CutMix (Yun et al., ICCV 2019): a rectangle of the first image is replaced by that of the second.
///
/// ```
/// out = second inside the rectangle, first elsewhere
/// rectangle: sides √(1 − λ) of the image's, centre uniform, cut at the border      λ as of mixup
/// share of the first = 1 − area of the rectangle / area of the image
/// ```
///
/// @param of augmentation of each image before
/// @param alpha of the beta distribution, in (0, 1]; 1 in the paper
public record Cutmix(Augmentation of, float alpha) implements Mixing {
    public Cutmix {
        alpha = Mixup.checkedAlpha(alpha);
        of = Mixup.notMixed(of);
    }

    public Cutmix() {
        this(new None(), 1);
    }

    @Override
    public float mix(float[] first, float[] second, Shape shape, long key, float[] out) {
        long draws = Seed.mix(key, PARTNER);
        double side = Math.sqrt(1 - Mixing.dominantShare(alpha, draws));
        Span rows = Span.of(shape.height(), side, Seed.uniform(draws, -1));
        Span columns = Span.of(shape.width(), side, Seed.uniform(draws, -2));
        System.arraycopy(first, 0, out, 0, out.length);
        for (int channel = 0; channel < shape.channels(); channel++) {
            for (int row = rows.from(); row < rows.to(); row++) {
                int at = (channel * shape.height() + row) * shape.width();
                System.arraycopy(second, at + columns.from(), out, at + columns.from(), columns.size());
            }
        }
        return 1 - (float) (rows.size() * columns.size()) / (shape.height() * shape.width());
    }

    /// One side of the rectangle.
    ///
    /// @param to exclusive
    private record Span(int from, int to) {
        static Span of(int length, double share, float centre) {
            int size = (int) (length * share);
            int from = (int) (centre * length) - size / 2;
            return new Span(Math.max(0, from), Math.min(length, from + size));
        }

        int size() {
            return to - from;
        }
    }
}

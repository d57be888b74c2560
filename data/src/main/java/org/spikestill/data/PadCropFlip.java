package org.spikestill.data;

import java.util.Arrays;
import org.spikestill.model.Check;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.Seed;

/// Random crop of the zero-padded image and random mirroring, the usual augmentation for CIFAR (He, Zhang, Ren,
/// Sun, CVPR 2016, section 4.2).
///
/// ```
/// out[c, h, w] = in[c, h + dy, m(w) + dx]      0 (background) outside the image
/// dy, dx uniform in −pad … pad      m(w) = W − 1 − w in half of all draws if flip, else w
/// ```
///
/// @param pad largest shift in pixels, ≥ 0
/// @param flip whether half of the samples are mirrored left to right; wrong for digits and letters
public record PadCropFlip(int pad, boolean flip) implements Geometric {
    /// Bound on the shift, far above the edge of any small image.
    private static final int MAX_PAD = 1024;

    public PadCropFlip {
        Check.within("pad", pad, 0, MAX_PAD);
    }

    public PadCropFlip() {
        this(4, true);
    }

    @Override
    public void move(float[] sample, Shape shape, long key, float[] out) {
        int height = shape.height();
        int width = shape.width();
        int dy = offset(key, 0);
        int dx = offset(key, 1);
        boolean mirrored = flip && Seed.uniform(key, 2) < 0.5f;
        Arrays.fill(out, 0);
        for (int channel = 0; channel < shape.channels(); channel++) {
            for (int row = Math.max(0, -dy); row < Math.min(height, height - dy); row++) {
                int from = (channel * height + row + dy) * width;
                int to = (channel * height + row) * width;
                for (int column = 0; column < width; column++) {
                    int source = (mirrored ? width - 1 - column : column) + dx;
                    if (source >= 0 && source < width) {
                        out[to + column] = sample[from + source];
                    }
                }
            }
        }
    }

    private int offset(long key, int draw) {
        return (int) (Seed.uniform(key, draw) * (2 * pad + 1)) - pad;
    }
}

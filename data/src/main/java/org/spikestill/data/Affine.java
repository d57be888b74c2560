package org.spikestill.data;

import org.spikestill.model.Check;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.Seed;

/// Small random rotation, scaling and shift of an image, the usual augmentation for digits (Simard, Steinkraus,
/// Platt, ICDAR 2003).
///
/// ```
/// out[c, p] = in[c, q]     q = centre + R(−angle)·(p − centre − offset) / factor
/// angle uniform in ±degrees     factor uniform in 1 ± scale     offset uniform in ±shift per axis
/// ```
///
/// `in` between pixels is interpolated bilinearly and is 0 (background) outside the image. Angles count clockwise.
///
/// @param degrees largest rotation, from 0 to 180
/// @param shift largest offset in pixels, ≥ 0
/// @param scale largest change of size as a share, from 0 to 0.9
public record Affine(float degrees, float shift, float scale) implements Geometric {
    public Affine {
        Check.within("degrees", degrees, 0, 180);
        Check.notNegative("shift", shift);
        Check.within("scale", scale, 0, 0.9f);
    }

    public Affine() {
        this(10, 2, 0.1f);
    }

    @Override
    public void move(float[] sample, Shape shape, long key, float[] out) {
        int height = shape.height();
        int width = shape.width();
        double angle = StrictMath.toRadians(degrees) * symmetric(key, 0);
        double factor = 1 + scale * symmetric(key, 1);
        float cos = (float) (StrictMath.cos(angle) / factor);
        float sin = (float) (StrictMath.sin(angle) / factor);
        float centreX = (width - 1) / 2f;
        float centreY = (height - 1) / 2f;
        float offsetX = shift * symmetric(key, 2);
        float offsetY = shift * symmetric(key, 3);
        int i = 0;
        for (int channel = 0; channel < shape.channels(); channel++) {
            int plane = channel * height * width;
            for (int row = 0; row < height; row++) {
                float y = row - centreY - offsetY;
                for (int column = 0; column < width; column++) {
                    float x = column - centreX - offsetX;
                    out[i++] = between(
                            sample, plane, height, width, centreX + cos * x + sin * y, centreY - sin * x + cos * y);
                }
            }
        }
    }

    /// Uniform in [−1, 1).
    private static float symmetric(long key, int draw) {
        return 2 * Seed.uniform(key, draw) - 1;
    }

    private static float between(float[] sample, int plane, int height, int width, float x, float y) {
        int left = (int) Math.floor(x);
        int top = (int) Math.floor(y);
        float right = x - left;
        float low = y - top;
        float upper = (1 - right) * at(sample, plane, height, width, left, top)
                + right * at(sample, plane, height, width, left + 1, top);
        float lower = (1 - right) * at(sample, plane, height, width, left, top + 1)
                + right * at(sample, plane, height, width, left + 1, top + 1);
        return (1 - low) * upper + low * lower;
    }

    private static float at(float[] sample, int plane, int height, int width, int column, int row) {
        boolean inside = column >= 0 && column < width && row >= 0 && row < height;
        return inside ? sample[plane + row * width + column] : 0;
    }
}

package org.spikestill.data;

import org.spikestill.model.settings.Seed;

/// One act of writing a digit: where this hand puts each point, how thick its pen is, how dark the ink, how grainy
/// the picture.
///
/// ```
/// p = (x − ½, y − ½) + Σ_k amplitude_k · sin(2π·(f_k·(x, y) + phase_k))      a smooth displacement, per axis
/// q = R(angle) · (width·p_x − slant·height·p_y, height·p_y)
/// pixel = size·(½ + shift) + q
/// value = clamp(darkness · ink + grain·(r + r′ − 1), 0, 1)                    r, r′ uniform in [0, 1)
/// ```
///
/// Every parameter is uniform in a range; angles go through [StrictMath], so that every machine draws the same.
final class HandwritingStyle {
    private static final int WAVES = 3;

    /// Counters below this decide the hand, those from here on the grain.
    private static final int GRAIN = 64;

    private final long key;
    private final int size;
    private int draws;

    private final float xx; // from p to q
    private final float xy;
    private final float yx;
    private final float yy;
    private final float centreX;
    private final float centreY;
    private final float radius;
    private final float softness;
    private final float darkness;
    private final float grain;
    private final float[] waves = new float[2 * WAVES * 4]; // [axis, wave, (amplitude, f_x, f_y, phase)]

    /// @param key decides everything
    /// @param size edge of the image in pixels
    HandwritingStyle(long key, int size) {
        this.key = key;
        this.size = size;
        double angle = StrictMath.toRadians(between(-12, 12));
        float cos = (float) StrictMath.cos(angle);
        float sin = (float) StrictMath.sin(angle);
        float slant = between(-0.2f, 0.4f);
        float height = between(0.58f, 0.8f) * size;
        float width = between(0.75f, 1.1f) * height;
        xx = cos * width;
        xy = (-cos * slant - sin) * height;
        yx = sin * width;
        yy = (-sin * slant + cos) * height;
        centreX = (0.5f + between(-0.09f, 0.09f)) * size;
        centreY = (0.5f + between(-0.09f, 0.09f)) * size;
        radius = between(0.022f, 0.06f) * size;
        softness = between(1, 1.8f);
        darkness = between(0.7f, 1);
        grain = between(0, 0.25f);
        for (int wave = 0; wave < waves.length; wave += 4) {
            waves[wave] = between(-0.05f, 0.05f);
            waves[wave + 1] = between(-1.3f, 1.3f);
            waves[wave + 2] = between(-1.3f, 1.3f);
            waves[wave + 3] = between(0, 1);
        }
    }

    /// Writes a digit in one of its forms into an image of bytes, row-major, 255 = full ink.
    ///
    /// @param start where the image begins in `pixels`
    void write(int digit, byte[] pixels, int start) {
        int form = (int) (Seed.uniform(key, GRAIN - 1) * Glyphs.forms(digit));
        Raster paper = new Raster(size);
        for (float[] stroke : Glyphs.strokes(digit, form)) {
            paper.draw(placed(stroke), radius, softness);
        }
        for (int i = 0; i < size * size; i++) {
            int draw = GRAIN + 2 * i;
            float noise = grain * (Seed.uniform(key, draw) + Seed.uniform(key, draw + 1) - 1);
            float value = Math.clamp(darkness * paper.ink(i) + noise, 0f, 1f);
            pixels[start + i] = (byte) Math.round(255 * value);
        }
    }

    private float between(float low, float high) {
        return low + Seed.uniform(key, draws++) * (high - low);
    }

    /// From the box of the glyph, x, y, x, y …, to pixels.
    private float[] placed(float[] stroke) {
        float[] pixels = new float[stroke.length];
        for (int i = 0; i < stroke.length; i += 2) {
            float x = stroke[i] - 0.5f + displacement(0, stroke[i], stroke[i + 1]);
            float y = stroke[i + 1] - 0.5f + displacement(1, stroke[i], stroke[i + 1]);
            pixels[i] = centreX + xx * x + xy * y;
            pixels[i + 1] = centreY + yx * x + yy * y;
        }
        return pixels;
    }

    private float displacement(int axis, float x, float y) {
        float sum = 0;
        for (int wave = axis * WAVES * 4; wave < (axis + 1) * WAVES * 4; wave += 4) {
            double turns = waves[wave + 1] * x + waves[wave + 2] * y + waves[wave + 3];
            sum += waves[wave] * (float) StrictMath.sin(2 * StrictMath.PI * turns);
        }
        return sum;
    }
}

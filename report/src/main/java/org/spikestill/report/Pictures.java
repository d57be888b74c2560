package org.spikestill.report;

import org.spikestill.model.Block;

/// Arrays as pictures, one pixel per position.
final class Pictures {
    /// What a value that is no number looks like: a grey the colour map does not hold.
    private static final int NOT_A_NUMBER = 0x808080;

    private Pictures() {}

    /// Pixels `[C, H, W]` with one channel (grey) or three (red, green, blue), values in [0, 1].
    static String pixels(Block input) {
        int height = input.shape().height();
        int width = input.shape().width();
        int colours = input.shape().channels();
        float[] values = input.toFloats();
        return Png.dataAddress(height, width, (row, column) -> {
            int rgb = 0;
            for (int i = 0; i < 3; i++) {
                int channel = Math.min(i, colours - 1);
                rgb = rgb << 8
                        | Math.round(255 * Math.clamp(values[(channel * height + row) * width + column], 0f, 1f));
            }
            return rgb;
        });
    }

    /// A map `[H, W]` from its smallest to its largest value; one that is the same everywhere is drawn as smallest.
    static String heat(Block map) {
        int height = map.shape().sizes().get(0);
        int width = map.shape().sizes().get(1);
        float[] values = map.toFloats();
        float low = Float.POSITIVE_INFINITY;
        float high = Float.NEGATIVE_INFINITY;
        for (float value : values) {
            low = Float.isFinite(value) ? Math.min(low, value) : low;
            high = Float.isFinite(value) ? Math.max(high, value) : high;
        }
        float from = low;
        double span = high > low ? (double) high - low : 1;
        return Png.dataAddress(height, width, (row, column) -> {
            float value = values[row * width + column];
            return Float.isFinite(value) ? Viridis.rgb((value - from) / span) : NOT_A_NUMBER;
        });
    }

    /// Cosine of the angle between two maps; NaN where shapes differ or one is silent.
    static double cosine(Block a, Block b) {
        if (!a.shape().equals(b.shape())) {
            return Double.NaN;
        }
        float[] x = a.toFloats();
        float[] y = b.toFloats();
        double product = 0;
        double xx = 0;
        double yy = 0;
        for (int i = 0; i < x.length; i++) {
            product += (double) x[i] * y[i];
            xx += (double) x[i] * x[i];
            yy += (double) y[i] * y[i];
        }
        return product / Math.sqrt(xx * yy);
    }
}

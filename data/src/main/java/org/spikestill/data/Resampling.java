package org.spikestill.data;

/// Weights of one axis of a picture that is scaled: the triangle filter, as wide as the pixels of the coarser grid. It
/// averages where it shrinks and interpolates where it enlarges.
///
/// ```
/// scale = (to − from) / pixels      support = max(scale, 1)      centre(i) = from + (i + ½)·scale
/// w(i, j) ∝ max(0, 1 − |j + ½ − centre(i)| / support)      over j in the picture, with sum 1
/// ```
///
/// This is `BILINEAR` of Pillow 2.7 and later with `box=(from, …, to, …)`.
final class Resampling {
    private final int[] starts;
    private final float[][] weights;

    private Resampling(int[] starts, float[][] weights) {
        this.starts = starts;
        this.weights = weights;
    }

    /// @param length of the axis in the source
    /// @param from edge of the part that is shown, from 0
    /// @param to its other edge, up to `length`
    /// @param pixels of the result
    static Resampling of(int length, double from, double to, int pixels) {
        double scale = (to - from) / pixels;
        double support = Math.max(scale, 1);
        int[] starts = new int[pixels];
        float[][] weights = new float[pixels][];
        for (int i = 0; i < pixels; i++) {
            double centre = from + (i + 0.5) * scale;
            int low = Math.max(0, (int) Math.floor(centre - support + 0.5));
            int high = Math.max(low + 1, Math.min(length, (int) Math.floor(centre + support + 0.5)));
            starts[i] = low;
            weights[i] = normalised(low, high, centre, support);
        }
        return new Resampling(starts, weights);
    }

    private static float[] normalised(int low, int high, double centre, double support) {
        double[] raw = new double[high - low];
        double sum = 0;
        for (int j = 0; j < raw.length; j++) {
            raw[j] = Math.max(0, 1 - Math.abs(low + j + 0.5 - centre) / support);
            sum += raw[j];
        }
        float[] weights = new float[raw.length];
        for (int j = 0; j < raw.length; j++) {
            weights[j] = (float) (raw[j] / sum);
        }
        return weights;
    }

    /// First source pixel of a pixel.
    int start(int pixel) {
        return starts[pixel];
    }

    /// Number of its source pixels.
    int count(int pixel) {
        return weights[pixel].length;
    }

    /// Weight of its source pixel `start + j`.
    float weight(int pixel, int j) {
        return weights[pixel][j];
    }

    /// One pixel of a line.
    ///
    /// @param offset of the line in `source`
    float at(int pixel, float[] source, int offset) {
        float[] row = weights[pixel];
        int first = offset + starts[pixel];
        float sum = 0;
        for (int j = 0; j < row.length; j++) {
            sum += row[j] * source[first + j];
        }
        return sum;
    }
}

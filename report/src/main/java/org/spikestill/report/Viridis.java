package org.spikestill.report;

/// The viridis colour map of matplotlib (van der Walt, Smith, 2015): lightness rises evenly, also in greyscale and for
/// colour-blind readers.
public final class Viridis {
    /// Fit of degree 6 to the published table, per red, green, blue (Zucker, "matplotlib colormaps", 2018, CC0).
    private static final double[][] COEFFICIENTS = {
        {
            0.2777273272234177,
            0.1050930431085774,
            -0.3308618287255563,
            -4.634230498983486,
            6.228269936347081,
            4.776384997670288,
            -5.435455855934631
        },
        {
            0.005407344544966578,
            1.404613529898575,
            0.214847559468213,
            -5.799100973351585,
            14.17993336680509,
            -13.74514537774601,
            4.645852612178535
        },
        {
            0.3340998053353061,
            1.384590162594685,
            0.09509516302823659,
            -19.33244095627987,
            56.69055260068105,
            -65.35303263337234,
            26.3124352495832
        },
    };

    private Viridis() {}

    /// Colour 0xRRGGBB of a value in [0, 1]; values outside take the nearer end.
    public static int rgb(double value) {
        double t = Math.clamp(value, 0, 1);
        int rgb = 0;
        for (double[] channel : COEFFICIENTS) {
            double level = 0;
            for (int i = channel.length - 1; i >= 0; i--) {
                level = level * t + channel[i];
            }
            rgb = rgb << 8 | Math.clamp(Math.round(255 * level), 0, 255);
        }
        return rgb;
    }
}

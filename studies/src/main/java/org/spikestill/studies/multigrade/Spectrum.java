package org.spikestill.studies.multigrade;

import java.util.ArrayList;
import java.util.List;

/// Power of a residual by frequency: the discrete Fourier transform of lines of equidistant points, averaged over the lines and
/// summed over bands of half an octave.
final class Spectrum {
    /// Bands are numbered from 0; band b reaches from 2^(b/2) periods to the next.
    static final int BANDS = 24;

    private Spectrum() {}

    /// @param residual `[points, outputs]`, of which the first output is transformed
    /// @param line points of a line
    static List<Double> of(float[] residual, int outputs, int line) {
        double[] power = new double[BANDS];
        double[] cosine = new double[line];
        double[] sine = new double[line];
        for (int i = 0; i < line; i++) {
            cosine[i] = StrictMath.cos(2 * Math.PI * i / line);
            sine[i] = StrictMath.sin(2 * Math.PI * i / line);
        }
        int lines = residual.length / outputs / line;
        for (int row = 0; row < lines; row++) {
            for (int k = 1; k <= line / 2; k++) {
                double real = 0;
                double imaginary = 0;
                for (int i = 0; i < line; i++) {
                    float value = residual[(row * line + i) * outputs];
                    int at = (int) ((long) i * k % line);
                    real += value * cosine[at];
                    imaginary += value * sine[at];
                }
                power[band(k)] += 2 * (real * real + imaginary * imaginary) / ((double) line * line) / lines;
            }
        }
        List<Double> bands = new ArrayList<>();
        for (double value : power) {
            bands.add(value);
        }
        return bands;
    }

    static int band(int periods) {
        return Math.min(BANDS - 1, (int) Math.floor(2 * Math.log(periods) / Math.log(2) + 1e-9));
    }

    static String name(int band) {
        return "%.0f".formatted(Math.ceil(Math.pow(2, band / 2.0) - 1e-9));
    }
}

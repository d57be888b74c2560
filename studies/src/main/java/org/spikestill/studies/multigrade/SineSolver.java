package org.spikestill.studies.multigrade;

/// Direct solution of the five-point Helmholtz equation on the unit square with zero boundary: the sine transform diagonalises
/// the stencil.
///
/// @param grid inner points along each edge
record SineSolver(int grid) {
    /// @param right `[grid, grid]`
    double[] solve(double[] right, double wavenumber) {
        double h = 1.0 / (grid + 1);
        double[] spectrum = transform(right);
        for (int p = 0; p < grid; p++) {
            for (int q = 0; q < grid; q++) {
                spectrum[p * grid + q] /= wavenumber * wavenumber - eigenvalue(p, h) - eigenvalue(q, h);
            }
        }
        return transform(spectrum);
    }

    private static double eigenvalue(int mode, double h) {
        double s = StrictMath.sin((mode + 1) * Math.PI * h / 2);
        return 4 * s * s / (h * h);
    }

    /// S·x·S with the orthogonal sine matrix S, its own inverse.
    private double[] transform(double[] x) {
        return timesSine(transposed(timesSine(transposed(x))));
    }

    private double[] timesSine(double[] x) {
        double scale = Math.sqrt(2.0 / (grid + 1));
        double[] sine = new double[2 * (grid + 1)]; // one period
        for (int i = 0; i < sine.length; i++) {
            sine[i] = scale * StrictMath.sin(Math.PI * i / (grid + 1));
        }
        double[] product = new double[x.length];
        for (int row = 0; row < grid; row++) {
            for (int j = 0; j < grid; j++) {
                double value = x[row * grid + j];
                for (int k = 0; k < grid; k++) {
                    product[row * grid + k] += value * sine[(int) ((j + 1L) * (k + 1) % sine.length)];
                }
            }
        }
        return product;
    }

    private double[] transposed(double[] x) {
        double[] transposed = new double[x.length];
        for (int i = 0; i < grid; i++) {
            for (int j = 0; j < grid; j++) {
                transposed[j * grid + i] = x[i * grid + j];
            }
        }
        return transposed;
    }
}

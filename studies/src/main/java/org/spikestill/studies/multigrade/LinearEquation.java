package org.spikestill.studies.multigrade;

/// A linear equation A·u = f in real arithmetic for values u of a function at points, with all components of a point side by
/// side. Its residual takes the place of the difference of values, since e − A·N is the residual of the next grade's equation.
final class LinearEquation {
    private final int unknowns;
    private final double[] matrix; // [unknowns, unknowns]

    LinearEquation(int unknowns, double[] matrix) {
        this.unknowns = unknowns;
        this.matrix = matrix;
    }

    /// A·u
    float[] apply(float[] u) {
        float[] product = new float[unknowns];
        for (int i = 0; i < unknowns; i++) {
            double sum = 0;
            for (int j = 0; j < unknowns; j++) {
                sum += matrix[i * unknowns + j] * u[j];
            }
            product[i] = (float) sum;
        }
        return product;
    }

    /// Aᵀ·r
    float[] transposed(float[] r) {
        double[] sums = new double[unknowns];
        for (int i = 0; i < unknowns; i++) {
            for (int j = 0; j < unknowns; j++) {
                sums[j] += matrix[i * unknowns + j] * r[i];
            }
        }
        float[] product = new float[unknowns];
        for (int j = 0; j < unknowns; j++) {
            product[j] = (float) sums[j];
        }
        return product;
    }
}

package org.spikestill.studies.multigrade;

/// Errors of predictions.
///
/// @param relativeSquared Σ(y − f)² / Σy², RSE
/// @param meanSquared Σ(y − f)² / number of values
/// @param accuracy share of points whose largest output is at the largest value; of interest for classes only
record Errors(double relativeSquared, double meanSquared, double accuracy) {
    static Errors of(Points points, float[] predicted) {
        float[] residual = new float[predicted.length];
        int right = 0;
        for (int i = 0; i < predicted.length; i++) {
            residual[i] = points.y()[i] - predicted[i];
        }
        for (int n = 0; n < points.size(); n++) {
            right += Points.largest(predicted, n, points.outputs()) == points.classOf(n) ? 1 : 0;
        }
        return ofResidual(points.y(), residual, (double) right / points.size());
    }

    static Errors ofResidual(float[] values, float[] residual, double accuracy) {
        double squares = 0;
        double of = 0;
        for (int i = 0; i < values.length; i++) {
            squares += (double) residual[i] * residual[i];
            of += (double) values[i] * values[i];
        }
        return new Errors(of == 0 ? squares : squares / of, squares / values.length, accuracy);
    }

    /// Peak signal-to-noise ratio of values in [0, 1], in decibels.
    double psnr() {
        return -10 * Math.log10(meanSquared);
    }
}

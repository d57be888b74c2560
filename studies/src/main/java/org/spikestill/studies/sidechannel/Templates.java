package org.spikestill.studies.sidechannel;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Template attack (Chari, Rao, Rohatgi, CHES 2002) with a pooled covariance: for each candidate the mean of profiling traces
/// at the points of interest, where candidates differ most.
///
/// ```
/// guess = argmin_c (x − m_c)ᵀ S⁻¹ (x − m_c)
/// ```
final class Templates {
    /// Share of the mean variance that is added to the diagonal: points may be copies of each other.
    private static final double RIDGE = 1e-6;

    private final int[] points;
    private final double[][] means; // [class][point]
    private final double[][] factor; // Cholesky factor of S

    private Templates(int[] points, double[][] means, double[][] factor) {
        this.points = points;
        this.means = means;
        this.factor = factor;
    }

    /// @param profiles traces by candidate, all of one length
    /// @param count points of interest at most
    static Templates fit(List<List<double[]>> profiles, int count) {
        double[][] full = profiles.stream().map(Templates::mean).toArray(double[][]::new);
        int[] points = interesting(full, count);
        double[][] means = Arrays.stream(full).map(mean -> at(mean, points)).toArray(double[][]::new);
        double[][] covariance = new double[points.length][points.length];
        int traces = 0;
        for (int c = 0; c < means.length; c++) {
            for (double[] trace : profiles.get(c)) {
                addOuter(covariance, difference(at(trace, points), means[c]));
                traces++;
            }
        }
        double diagonal = 0;
        for (int i = 0; i < points.length; i++) {
            diagonal += covariance[i][i] / points.length;
        }
        for (int i = 0; i < points.length; i++) {
            for (int j = 0; j < points.length; j++) {
                covariance[i][j] = (covariance[i][j] + (i == j ? RIDGE * diagonal + Double.MIN_NORMAL : 0)) / traces;
            }
        }
        return new Templates(points, means, cholesky(covariance));
    }

    private static double[] mean(List<double[]> traces) {
        double[] mean = new double[traces.getFirst().length];
        for (double[] trace : traces) {
            for (int i = 0; i < mean.length; i++) {
                mean[i] += trace[i] / traces.size();
            }
        }
        return mean;
    }

    /// Points of the largest variance between the means.
    private static int[] interesting(double[][] means, int count) {
        double[] variance = new double[means[0].length];
        double[] centre = mean(Arrays.asList(means));
        for (double[] mean : means) {
            for (int i = 0; i < variance.length; i++) {
                variance[i] += (mean[i] - centre[i]) * (mean[i] - centre[i]);
            }
        }
        return IntStream.range(0, variance.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -variance[i]))
                .limit(count)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private static double[] at(double[] trace, int[] points) {
        return Arrays.stream(points).mapToDouble(point -> trace[point]).toArray();
    }

    private static double[] difference(double[] x, double[] y) {
        double[] d = new double[x.length];
        Arrays.setAll(d, i -> x[i] - y[i]);
        return d;
    }

    private static void addOuter(double[][] sum, double[] d) {
        for (int i = 0; i < d.length; i++) {
            for (int j = 0; j < d.length; j++) {
                sum[i][j] += d[i] * d[j];
            }
        }
    }

    private static double[][] cholesky(double[][] s) {
        double[][] l = new double[s.length][s.length];
        for (int i = 0; i < s.length; i++) {
            for (int j = 0; j <= i; j++) {
                double sum = s[i][j];
                for (int k = 0; k < j; k++) {
                    sum -= l[i][k] * l[j][k];
                }
                l[i][j] = i == j ? Math.sqrt(Math.max(sum, Double.MIN_NORMAL)) : sum / l[j][j];
            }
        }
        return l;
    }

    /// The candidate whose template is nearest; of several the first.
    int guess(double[] trace) {
        double[] x = at(trace, points);
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int c = 0; c < means.length; c++) {
            double distance = distance(difference(x, means[c]));
            if (distance < least) {
                least = distance;
                best = c;
            }
        }
        return best;
    }

    /// Squared Mahalanobis length: |L⁻¹ d|².
    private double distance(double[] d) {
        double sum = 0;
        double[] y = new double[d.length];
        for (int i = 0; i < d.length; i++) {
            y[i] = d[i];
            for (int j = 0; j < i; j++) {
                y[i] -= factor[i][j] * y[j];
            }
            y[i] /= factor[i][i];
            sum += y[i] * y[i];
        }
        return sum;
    }
}

package org.spikestill.studies.multigrade;

/// Gauss–Legendre quadrature on [−1, 1] with Lagrange interpolation at its nodes.
final class Gauss {
    private final double[] nodes;
    private final double[] weights;

    /// @param order number of nodes, ≥ 1
    Gauss(int order) {
        nodes = new double[order];
        weights = new double[order];
        for (int i = 0; i < order; i++) {
            double x = StrictMath.cos(Math.PI * (order - i - 0.25) / (order + 0.5)); // start of Newton's method
            double slope = 1;
            for (int step = 0; step < 50; step++) {
                double before = 1;
                double value = x;
                for (int n = 2; n <= order; n++) {
                    double next = ((2 * n - 1) * x * value - (n - 1) * before) / n;
                    before = value;
                    value = next;
                }
                slope = order * (x * value - before) / (x * x - 1);
                double move = value / slope;
                x -= move;
                if (Math.abs(move) < 1e-16) {
                    break;
                }
            }
            nodes[i] = x;
            weights[i] = 2 / ((1 - x * x) * slope * slope);
        }
    }

    int order() {
        return nodes.length;
    }

    /// Node on an interval.
    double node(int i, double from, double to) {
        return (from + to) / 2 + (to - from) / 2 * nodes[i];
    }

    double weight(int i, double from, double to) {
        return (to - from) / 2 * weights[i];
    }

    /// The polynomial that is 1 at node `i` of the interval and 0 at the others.
    double lagrange(int i, double t, double from, double to) {
        double product = 1;
        for (int j = 0; j < nodes.length; j++) {
            if (j != i) {
                product *= (t - node(j, from, to)) / (node(i, from, to) - node(j, from, to));
            }
        }
        return product;
    }
}

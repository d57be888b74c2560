package org.spikestill.studies.multigrade;

import java.util.Optional;
import org.spikestill.data.DataSplits;
import org.spikestill.model.Check;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Seed;

/// An oscillatory Fredholm equation of the second kind for a complex function on [−1, 1] (after Jiang and Xu), collocated at
/// the nodes of a composite quadrature. The integral over the part that holds s is split at t = s.
///
/// ```
/// y(s) − ∫ strength·exp(iκ|s − t|)·y(t) dt = f(s)      exact y(s) = exp(iκs), from which f is integrated
/// ```
///
/// @param wavenumber κ, > 0, at most 1000
/// @param strength of the kernel
/// @param order nodes in each part, 2 to 12
/// @param partsPerWavenumber γ: there are ceil(γ·κ) parts, > 0
/// @param weights of the quadrature
public record Fredholm(float wavenumber, float strength, int order, float partsPerWavenumber, Weights weights)
        implements Problem {
    /// Treatment of the oscillating factor.
    public enum Weights {
        /// The whole integrand by Gauss's rule: needs nodes per period.
        GAUSS,
        /// The function is interpolated, its product with the oscillating factor integrated: needs no nodes for the factor.
        OSCILLATORY
    }

    private static final Gauss FINE = new Gauss(20);
    private static final int MOST_NODES = 1500;

    public Fredholm {
        Check.positive("wavenumber", wavenumber);
        Check.within("wavenumber", wavenumber, 0, 1000);
        Check.within("order", order, 2, 12);
        Check.positive("partsPerWavenumber", partsPerWavenumber);
        double phase = 2 * wavenumber / Math.ceil(partsPerWavenumber * wavenumber);
        if (phase > order) {
            throw new InvalidSettings(
                    ("partsPerWavenumber is %s: with order %d a part of the quadrature spans %.1f radians of the"
                                    + " solution, at most %d can be resolved; raise one of the two")
                            .formatted(partsPerWavenumber, order, phase, order));
        }
        if (Math.ceil(partsPerWavenumber * wavenumber) * order > MOST_NODES) {
            throw new InvalidSettings("the quadrature has more than " + MOST_NODES
                    + " nodes: lower wavenumber, order or partsPerWavenumber");
        }
    }

    /// κ = 50, strength 0.5, 50 parts of 4 nodes with oscillatory weights.
    public Fredholm() {
        this(50, 0.5f, 4, 1, Weights.OSCILLATORY);
    }

    @Override
    public Posed pose(DataSplits data, Seed seed) {
        int parts = (int) Math.ceil(partsPerWavenumber * wavenumber);
        Gauss rule = new Gauss(order);
        int nodes = parts * order;
        float[] s = new float[nodes];
        float[] f = new float[2 * nodes];
        for (int n = 0; n < nodes; n++) {
            double at = rule.node(n % order, edge(n / order, parts), edge(n / order + 1, parts));
            double[] right = right(at);
            s[n] = (float) at;
            f[2 * n] = (float) right[0];
            f[2 * n + 1] = (float) right[1];
        }
        Points train = new Points(1, 2, s, f);
        return new Posed(
                train,
                exact(Sampling.uniform(seed.split("validation"), 500, -1, 1)),
                exact(Points.grid(1000, -1, 1)),
                false,
                Optional.of(new LinearEquation(2 * nodes, matrix(rule, parts))),
                0,
                0);
    }

    private static double edge(int part, int parts) {
        return -1 + 2.0 * part / parts;
    }

    private Points exact(float[] s) {
        float[] y = new float[2 * s.length];
        for (int i = 0; i < s.length; i++) {
            y[2 * i] = (float) StrictMath.cos(wavenumber * s[i]);
            y[2 * i + 1] = (float) StrictMath.sin(wavenumber * s[i]);
        }
        return new Points(1, 2, s, y);
    }

    /// f(s) for y(t) = exp(iκt): left of s the integrand is exp(iκs), right of it exp(iκ(2t − s)).
    private double[] right(double s) {
        double k = wavenumber;
        double real = StrictMath.cos(k * s) * (1 - strength * (s + 1));
        double imaginary = StrictMath.sin(k * s) * (1 - strength * (s + 1));
        real -= strength * (StrictMath.sin(k * (2 - s)) - StrictMath.sin(k * s)) / (2 * k);
        imaginary += strength * (StrictMath.cos(k * (2 - s)) - StrictMath.cos(k * s)) / (2 * k);
        return new double[] {real, imaginary};
    }

    private double[] matrix(Gauss rule, int parts) {
        int nodes = parts * order;
        double[] matrix = new double[4 * nodes * nodes];
        for (int n = 0; n < nodes; n++) {
            double s = rule.node(n % order, edge(n / order, parts), edge(n / order + 1, parts));
            for (int m = 0; m < nodes; m++) {
                double from = edge(m / order, parts);
                double to = edge(m / order + 1, parts);
                double[] w = m / order == n / order || weights == Weights.OSCILLATORY
                        ? interpolated(rule, m % order, s, from, to)
                        : plain(rule, m % order, s, from, to);
                double same = n == m ? 1 : 0;
                int row = 2 * n * 2 * nodes + 2 * m;
                matrix[row] = same - strength * w[0];
                matrix[row + 1] = strength * w[1];
                matrix[row + 2 * nodes] = -strength * w[1];
                matrix[row + 2 * nodes + 1] = same - strength * w[0];
            }
        }
        return matrix;
    }

    private double[] plain(Gauss rule, int i, double s, double from, double to) {
        double phase = wavenumber * Math.abs(s - rule.node(i, from, to));
        double weight = rule.weight(i, from, to);
        return new double[] {weight * StrictMath.cos(phase), weight * StrictMath.sin(phase)};
    }

    /// ∫ L_i(t)·exp(iκ|s − t|) dt over a part, split at s.
    private double[] interpolated(Gauss rule, int i, double s, double from, double to) {
        double split = Math.clamp(s, from, to);
        double[] sums = new double[2];
        for (double[] piece : new double[][] {{from, split}, {split, to}}) {
            for (int j = 0; j < FINE.order(); j++) {
                double t = FINE.node(j, piece[0], piece[1]);
                double value = FINE.weight(j, piece[0], piece[1]) * rule.lagrange(i, t, from, to);
                sums[0] += value * StrictMath.cos(wavenumber * Math.abs(s - t));
                sums[1] += value * StrictMath.sin(wavenumber * Math.abs(s - t));
            }
        }
        return sums;
    }
}

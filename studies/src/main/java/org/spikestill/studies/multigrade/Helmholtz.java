package org.spikestill.studies.multigrade;

import org.spikestill.data.DataSplits;
import org.spikestill.model.Check;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Seed;

/// The Helmholtz equation u'' + κ²u = f with Dirichlet data on (0, 1) or (0, 1)²: the standard second-order stencil is solved,
/// and its solution at grid points is learnt. Test values are the exact solution at other points, so that the error holds that
/// of the grid as well.
///
/// ```
/// exact u = sin(κx) in one dimension      sin(κx/√2)·sin(κy/√2) in two      f = 0
/// ```
///
/// @param wavenumber κ, > 0
/// @param dimensions 1 or 2
/// @param grid inner points along each edge, 8 to 20,000 in one dimension, to 400 in two
public record Helmholtz(float wavenumber, int dimensions, int grid) implements Problem {
    private static final int TESTED = 1000;

    public Helmholtz {
        Check.positive("wavenumber", wavenumber);
        Check.within("dimensions", dimensions, 1, 2);
        Check.within("grid", grid, 8, dimensions == 1 ? 20_000 : 400);
        if (wavenumber > grid / 2.0) {
            throw new InvalidSettings("wavenumber is " + wavenumber + ": a grid of " + grid + " points carries at most "
                    + grid / 2 + "; raise grid above " + (int) Math.ceil(2 * wavenumber));
        }
    }

    /// κ = 50 in one dimension on 4000 points.
    public Helmholtz() {
        this(50, 1, 4000);
    }

    @Override
    public Posed pose(DataSplits data, Seed seed) {
        double h = 1.0 / (grid + 1);
        double[] u = dimensions == 1 ? line(h) : new SineSolver(grid).solve(square(h), wavenumber);
        int count = u.length;
        float[] x = new float[count * dimensions];
        float[] y = new float[count];
        for (int i = 0; i < count; i++) {
            y[i] = (float) u[i];
            x[i * dimensions] = (float) ((i % grid + 1) * h);
            if (dimensions == 2) {
                x[2 * i + 1] = (float) ((i / grid + 1) * h);
            }
        }
        Points all = new Points(dimensions, 1, x, y);
        return Posed.of(all, exact(seed.split("validation")), exact(seed.split("test")), grid);
    }

    private Points exact(Seed seed) {
        float[] x = Sampling.uniform(seed, TESTED * dimensions, 0, 1);
        float[] y = new float[TESTED];
        for (int i = 0; i < TESTED; i++) {
            y[i] = (float) (dimensions == 1 ? value(x[i], 0) : value(x[2 * i], x[2 * i + 1]));
        }
        return new Points(dimensions, 1, x, y);
    }

    private double value(double x, double y) {
        double k = wavenumber / Math.sqrt(2);
        return dimensions == 1 ? StrictMath.sin(wavenumber * x) : StrictMath.sin(k * x) * StrictMath.sin(k * y);
    }

    /// Thomas's algorithm on the rows (1, κ²h² − 2, 1).
    private double[] line(double h) {
        double diagonal = wavenumber * (double) wavenumber * h * h - 2;
        double[] upper = new double[grid];
        double[] u = new double[grid];
        for (int i = 0; i < grid; i++) {
            double right = i == grid - 1 ? -value(1, 0) : 0; // u(0) = 0
            double pivot = diagonal - (i > 0 ? upper[i - 1] : 0);
            upper[i] = 1 / pivot;
            u[i] = (right - (i > 0 ? u[i - 1] : 0)) / pivot;
        }
        for (int i = grid - 2; i >= 0; i--) {
            u[i] -= upper[i] * u[i + 1];
        }
        return u;
    }

    /// Boundary values, moved to the right side and divided by h².
    private double[] square(double h) {
        double[] right = new double[grid * grid];
        for (int i = 0; i < grid; i++) {
            double along = (i + 1) * h;
            right[i * grid + grid - 1] -= value(1, along) / (h * h);
            right[(grid - 1) * grid + i] -= value(along, 1) / (h * h);
        }
        return right;
    }
}

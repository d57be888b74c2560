package org.spikestill.studies.multigrade;

import org.spikestill.data.DataSplits;
import org.spikestill.model.Check;
import org.spikestill.model.settings.Seed;

/// The regression targets of the first experiments with multi-grade learning (Xu).
///
/// @param function of one variable
/// @param noise standard deviation of Gaussian noise on training values, ≥ 0
/// @param points of training on a grid, ≥ 6; validation and test have a fifth each
public record Target(Shape function, float noise, int points) implements Problem {
    /// A target.
    public enum Shape {
        /// sin(100x) on [0, 1].
        SINE,
        /// x·sin(100x) on [0, 1].
        GROWING_SINE,
        /// Four nested absolute values on [−1, 1], of growing frequency and amplitude.
        NESTED
    }

    public Target {
        Check.notNegative("noise", noise);
        Check.within("points", points, 6, Check.MAX_COUNT);
        Sampling.carries("points", points, 100 / (2 * Math.PI));
    }

    public Target() {
        this(Shape.SINE, 0, 5000);
    }

    @Override
    public Posed pose(DataSplits data, Seed seed) {
        double from = function == Shape.NESTED ? -1 : 0;
        Points train = Points.of(this::value, Points.grid(points, from, 1));
        float[] normals = seed.split("noise").normals(points);
        for (int i = 0; i < points; i++) {
            train.y()[i] += noise * normals[i];
        }
        return Posed.of(
                train,
                Points.of(this::value, Sampling.uniform(seed.split("validation"), points / 5, from, 1)),
                Points.of(this::value, Sampling.uniform(seed.split("test"), points / 5, from, 1)),
                points);
    }

    private double value(double x) {
        return switch (function) {
            case SINE -> StrictMath.sin(100 * x);
            case GROWING_SINE -> x * StrictMath.sin(100 * x);
            case NESTED -> {
                double f1 = Math.abs(StrictMath.cos(15 * Math.PI * (x - 0.3)) - 0.7);
                double f2 = Math.abs(StrictMath.cos(2 * Math.PI * (f1 - 0.5)) - 0.5);
                double f3 = 1.3 - Math.abs(f2 - 1.3);
                yield (x + 1) * (0.9 - Math.abs(f3 - 0.9));
            }
        };
    }
}

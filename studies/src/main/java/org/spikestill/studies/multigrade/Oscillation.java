package org.spikestill.studies.multigrade;

import org.spikestill.data.DataSplits;
import org.spikestill.model.Check;
import org.spikestill.model.settings.Seed;

/// A sum of sine waves on [0, 1], a target of studies of spectral bias (Fang and Xu, NeurIPS 2024).
///
/// ```
/// y(x) = Σ_j a_j · sin(2π·spacing·j·x + φ_j)      j = 1 … terms, φ_j uniform
/// ```
///
/// @param setting of the amplitudes, 1 to 4: equal, falling, varying with x, growing
/// @param terms sine waves, 1 to 1000
/// @param spacing of frequencies in periods per unit of x, > 0
/// @param points of training on a grid, ≥ 2; validation and test have a third each, drawn uniformly
public record Oscillation(int setting, int terms, float spacing, int points) implements Problem {
    public Oscillation {
        Check.within("setting", setting, 1, 4);
        Check.within("terms", terms, 1, 1000);
        Check.positive("spacing", spacing);
        Check.within("points", points, 2, Check.MAX_COUNT);
        Sampling.carries("points", points, terms * spacing);
    }

    /// Setting 2: twenty terms of 10 to 200 periods on 6000 points.
    public Oscillation() {
        this(2, 20, 10, 6000);
    }

    @Override
    public Posed pose(DataSplits data, Seed seed) {
        Seed phases = Seed.of(0).split("phases"); // the function does not change with the seed of a run
        Points.Function function = x -> value(x, phases);
        int drawn = Math.max(1, points / 3);
        return Posed.of(
                Points.of(function, Points.grid(points, 0, 1)),
                Points.of(function, Sampling.uniform(seed.split("validation"), drawn, 0, 1)),
                Points.of(function, Sampling.uniform(seed.split("test"), drawn, 0, 1)),
                points);
    }

    private double value(double x, Seed phases) {
        double sum = 0;
        for (int j = 1; j <= terms; j++) {
            double phase = 2 * Math.PI * Seed.uniform(phases.value(), j);
            sum += amplitude(j, x) * StrictMath.sin(2 * Math.PI * spacing * j * x + phase);
        }
        return sum;
    }

    private double amplitude(int j, double x) {
        double share = (double) j / terms;
        return switch (setting) {
            case 1 -> 1;
            case 2 -> 1 + 1.0 / terms - share;
            case 3 -> StrictMath.exp(-x) * StrictMath.cos((j - 1) * x);
            default -> share;
        };
    }
}

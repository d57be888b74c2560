package org.spikestill.studies.multigrade;

import org.spikestill.data.DataSplits;
import org.spikestill.model.Check;
import org.spikestill.model.settings.Seed;

/// A function on a closed curve in the plane (Fang and Xu, NeurIPS 2024): the same frequencies are harder or easier to learn by
/// the shape of the curve.
///
/// ```
/// x(t) = (1 + sin(2π·lobes·t) / 2) · (cos 2πt, sin 2πt)
/// y(t) = Σ_j (j / terms) · sin(2π·10·j·t + φ_j)      j = 1 … terms
/// ```
///
/// @param lobes of the curve, q, 0 to 100; 0 is the circle
/// @param terms sine waves, 1 to 1000
/// @param points of training, ≥ 2; validation and test have a third each, drawn uniformly
public record Manifold(int lobes, int terms, int points) implements Problem {
    private static final double SPACING = 10;

    public Manifold {
        Check.within("lobes", lobes, 0, 100);
        Check.within("terms", terms, 1, 1000);
        Check.within("points", points, 2, Check.MAX_COUNT);
        Sampling.carries("points", points, terms * SPACING);
    }

    /// The circle, 40 terms of 10 to 400 periods, 12,000 points.
    public Manifold() {
        this(0, 40, 12_000);
    }

    @Override
    public Posed pose(DataSplits data, Seed seed) {
        int drawn = Math.max(1, points / 3);
        return Posed.of(
                at(Points.grid(points, 0, 1)),
                at(Sampling.uniform(seed.split("validation"), drawn, 0, 1)),
                at(Sampling.uniform(seed.split("test"), drawn, 0, 1)),
                points);
    }

    private Points at(float[] t) {
        Seed phases = Seed.of(0).split("phases");
        float[] x = new float[2 * t.length];
        float[] y = new float[t.length];
        for (int i = 0; i < t.length; i++) {
            double radius = 1 + StrictMath.sin(2 * Math.PI * lobes * t[i]) / 2;
            x[2 * i] = (float) (radius * StrictMath.cos(2 * Math.PI * t[i]));
            x[2 * i + 1] = (float) (radius * StrictMath.sin(2 * Math.PI * t[i]));
            double sum = 0;
            for (int j = 1; j <= terms; j++) {
                double phase = 2 * Math.PI * Seed.uniform(phases.value(), j);
                sum += StrictMath.sin(2 * Math.PI * SPACING * j * t[i] + phase) * j / terms;
            }
            y[i] = (float) sum;
        }
        return new Points(2, 1, x, y);
    }
}

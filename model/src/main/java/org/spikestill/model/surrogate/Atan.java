package org.spikestill.model.surrogate;

import static org.spikestill.model.Check.positive;

import org.spikestill.model.algebra.Algebra;

/// Arctangent surrogate (Fang et al., ICCV 2021).
///
/// ```
/// ds/dz = alpha / 2 / (1 + (π/2 · alpha · z)²)
/// ```
///
/// @param alpha sharpness, > 0
public record Atan(float alpha) implements Surrogate {
    public Atan {
        positive("alpha", alpha);
    }

    public Atan() {
        this(2f);
    }

    @Override
    public <V> V soft(Algebra<V> a, V z) {
        return a.scale(a.atan(a.scale(z, (float) (Math.PI / 2 * alpha))), (float) (1 / Math.PI));
    }

    @Override
    public double slope(double z) {
        double x = Math.PI / 2 * alpha * z;
        return alpha / 2 / (1 + x * x);
    }
}

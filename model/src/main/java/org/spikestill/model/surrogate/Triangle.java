package org.spikestill.model.surrogate;

import static org.spikestill.model.Check.positive;

import org.spikestill.model.algebra.Algebra;

/// Linear (triangular) surrogate with dampening (Bellec et al., NeurIPS 2018; LaSNN eqs 14 and 15).
///
/// ```
/// ds/dz = gamma · max(0, 1 − |z|)
/// ```
///
/// @param gamma dampening, > 0
public record Triangle(float gamma) implements Surrogate {
    public Triangle {
        positive("gamma", gamma);
    }

    public Triangle() {
        this(0.3f);
    }

    /// The integral: with h = clamp(z, −1, 1), gamma · (h − h·|h| / 2), where |h| = clamp(h, 0, 1) − clamp(h, −1, 0).
    @Override
    public <V> V soft(Algebra<V> a, V z) {
        V h = a.clamp(z, -1, 1);
        V size = a.subtract(a.clamp(z, 0, 1), a.clamp(z, -1, 0));
        return a.scale(a.subtract(h, a.scale(a.multiply(h, size), 0.5f)), gamma);
    }

    @Override
    public double slope(double z) {
        return gamma * Math.max(0, 1 - Math.abs(z));
    }
}

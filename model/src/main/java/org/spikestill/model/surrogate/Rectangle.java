package org.spikestill.model.surrogate;

import static org.spikestill.model.Check.positive;

import org.spikestill.model.algebra.Algebra;

/// Rectangular surrogate (Wu et al., Frontiers in Neuroscience 2018): a window of area 1.
///
/// ```
/// ds/dz = 1 / width  where |z| ≤ width / 2, else 0
/// ```
///
/// @param width of the window in units of z, > 0
public record Rectangle(float width) implements Surrogate {
    public Rectangle {
        positive("width", width);
    }

    public Rectangle() {
        this(1f);
    }

    @Override
    public <V> V soft(Algebra<V> a, V z) {
        return a.scale(a.clamp(z, -width / 2, width / 2), 1 / width);
    }

    @Override
    public double slope(double z) {
        return Math.abs(z) <= width / 2 ? 1 / width : 0;
    }
}

package org.spikestill.model.surrogate;

import org.spikestill.model.algebra.Algebra;
import org.spikestill.model.settings.Catalog;

/// Smooth stand-in for the derivative of the firing step, over z = overdrive / unit, unit usually the threshold.
public interface Surrogate {
    static Catalog<Surrogate> catalog() {
        return Surrogates.CATALOG;
    }

    /// A function whose derivative stands in for the step's.
    <V> V soft(Algebra<V> a, V z);

    /// That derivative in closed form, per unit of z.
    double slope(double z);
}

package org.spikestill.model.surrogate;

import static org.spikestill.model.Check.positive;

import org.spikestill.model.algebra.Algebra;

/// Derivative of a logistic curve.
///
/// ```
/// ds/dz = alpha · σ(alpha·z) · (1 − σ(alpha·z))
/// ```
///
/// @param alpha sharpness, > 0
public record Sigmoid(float alpha) implements Surrogate {
    public Sigmoid {
        positive("alpha", alpha);
    }

    public Sigmoid() {
        this(4f);
    }

    @Override
    public <V> V soft(Algebra<V> a, V z) {
        return a.sigmoid(a.scale(z, alpha));
    }

    @Override
    public double slope(double z) {
        double p = 1 / (1 + Math.exp(-alpha * z));
        return alpha * p * (1 - p);
    }
}

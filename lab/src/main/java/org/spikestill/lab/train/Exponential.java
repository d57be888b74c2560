package org.spikestill.lab.train;

import static org.spikestill.model.Check.within;

/// Exponential decay of the learning rate from 1 down to `last`.
///
/// ```
/// factor = last^p      p = progress
/// ```
///
/// @param last factor at the end of training, in [10⁻⁶, 1]
public record Exponential(float last) implements Schedule {
    public Exponential {
        within("last", last, 1e-6f, 1);
    }

    public Exponential() {
        this(0.01f);
    }

    @Override
    public double factor(double progress) {
        return Math.pow(last, progress);
    }
}

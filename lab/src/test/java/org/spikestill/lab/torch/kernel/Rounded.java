package org.spikestill.lab.torch.kernel;

import java.util.List;

/// A number in double precision and how far a computation of it in floats may stray: running error analysis (Higham,
/// Accuracy and Stability of Numerical Algorithms, 2002, section 3.3). Each operation passes on the errors of its
/// arguments and adds one rounding.
///
/// @param error bound, ≥ 0
public record Rounded(double value, double error) {
    /// Largest relative error of one rounding to the nearest float.
    public static final double UNIT = 0x1p-24;

    public static final Rounded ZERO = exactly(0);

    public static Rounded exactly(double value) {
        return new Rounded(value, 0);
    }

    public Rounded plus(Rounded other) {
        return once(value + other.value, error + other.error);
    }

    public Rounded times(Rounded other) {
        return once(value * other.value, Math.abs(value) * other.error + Math.abs(other.value) * error);
    }

    public Rounded times(double exact) {
        return once(value * exact, error * Math.abs(exact));
    }

    public Rounded divide(double exact) {
        return once(value / exact, error / Math.abs(exact));
    }

    /// A sum of floats in any order: every term passes through at most all the additions.
    public static Rounded sum(List<Rounded> terms) {
        double value = 0;
        double error = 0;
        double size = 0;
        for (Rounded term : terms) {
            value += term.value;
            error += term.error;
            size += Math.abs(term.value);
        }
        return new Rounded(value, error + UNIT * Math.max(0, terms.size() - 1) * size);
    }

    private static Rounded once(double value, double inherited) {
        return new Rounded(value, inherited + UNIT * Math.abs(value));
    }

    /// Whether a float result is one that rounding can explain; terms of second order and underflow included.
    public boolean allows(float result) {
        return Math.abs(result - value) <= 1.001 * error + Float.MIN_NORMAL;
    }
}

package org.spikestill.lab.train;

/// A quotient of two sums over samples, from which the quotient over more samples follows.
///
/// @param numerator such as the number of correct predictions
/// @param denominator such as the number of samples
public record Ratio(double numerator, double denominator) {
    /// Of no samples.
    public static final Ratio NONE = new Ratio(0, 0);

    public Ratio plus(Ratio more) {
        return new Ratio(numerator + more.numerator, denominator + more.denominator);
    }

    /// The quotient; 0 of no samples.
    public double value() {
        return denominator == 0 ? 0 : numerator / denominator;
    }
}

package org.spikestill.report.result;

/// A classification accuracy as counts, with its confidence interval.
///
/// @param correct predictions equal to the label, from 0 to `samples`
/// @param samples size of the split, ≥ 1
public record Accuracy(long correct, long samples) {
    /// Two-sided 95 % quantile of the standard normal distribution.
    private static final double Z = 1.959963984540054;

    /// @param low end of a 95 % interval
    /// @param high end of a 95 % interval
    public record Interval(double low, double high) {}

    public Accuracy {
        if (samples < 1 || correct < 0 || correct > samples) {
            throw new IllegalArgumentException(correct + " correct of " + samples
                    + " samples: correct must lie between 0 and the number of samples, which is at least 1");
        }
    }

    /// The accuracy whose share of correct predictions on `samples` samples is nearest to `share`.
    public static Accuracy ofShare(double share, long samples) {
        return new Accuracy(Math.round(share * samples), samples);
    }

    /// Share of correct predictions, in [0, 1].
    public double share() {
        return (double) correct / samples;
    }

    /// Wilson score interval of a binomial proportion at 95 % (Wilson, JASA 1927), within [0, 1] also near its ends.
    ///
    /// ```
    /// (p + z²/2n ± z·√(p·(1−p)/n + z²/4n²)) / (1 + z²/n)
    /// ```
    public Interval interval() {
        double p = share();
        double zz = Z * Z / samples;
        double centre = p + zz / 2;
        double reach = Z * Math.sqrt(p * (1 - p) / samples + zz / (4 * samples));
        return new Interval(
                correct == 0 ? 0 : (centre - reach) / (1 + zz), correct == samples ? 1 : (centre + reach) / (1 + zz));
    }

    /// Interval of `share() − other.share()` (Newcombe, Statistics in Medicine 1998, method 10), from both score
    /// intervals. The two samples are taken as independent: for networks evaluated on the same samples, whose errors are
    /// positively correlated, the interval is conservative.
    public Interval gainOver(Accuracy other) {
        double gain = share() - other.share();
        Interval mine = interval();
        Interval theirs = other.interval();
        return new Interval(
                gain - Math.hypot(share() - mine.low, theirs.high - other.share()),
                gain + Math.hypot(mine.high - share(), other.share() - theirs.low));
    }
}

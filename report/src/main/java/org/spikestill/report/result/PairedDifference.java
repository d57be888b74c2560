package org.spikestill.report.result;

/// Difference in accuracy of two networks on the same samples, as counts of the samples on which one of them alone is right.
///
/// @param samples size of the split, ≥ 1
/// @param gained right by the first network alone
/// @param lost right by the second network alone
public record PairedDifference(long samples, long gained, long lost) {
    /// Two-sided 95 % quantile of the standard normal distribution.
    private static final double Z = 1.959963984540054;

    public PairedDifference {
        if (samples < 1 || gained < 0 || lost < 0 || gained + lost > samples) {
            throw new IllegalArgumentException(gained + " gained and " + lost + " lost of " + samples
                    + " samples: counts must not be negative, nor more than the samples together");
        }
    }

    /// First accuracy minus the second, in [−1, 1].
    public double difference() {
        return (double) (gained - lost) / samples;
    }

    /// 95 % interval of the difference (Agresti and Min, Statistics in Medicine 2005): Wald's, with half a sample added to
    /// each cell of the table of right and wrong.
    ///
    /// ```
    /// d ± z·√(b + c − (b − c)²/n) / n      b = gained + ½, c = lost + ½, n = samples + 2, d = (b − c)/n
    /// ```
    public Accuracy.Interval interval() {
        double n = samples + 2.0;
        double sum = gained + lost + 1.0;
        double net = gained - lost;
        double reach = Z * Math.sqrt(sum - net * net / n) / n;
        return new Accuracy.Interval(Math.max(-1, net / n - reach), Math.min(1, net / n + reach));
    }
}

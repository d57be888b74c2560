package org.spikestill.lab.sweep;

import java.util.List;
import java.util.Optional;

/// The mean of paired differences over seeds with its 95 % t interval.
///
/// ```
/// mean ± t(n − 1) · deviation / √n
/// ```
///
/// @param reach half the interval; infinite for a single seed, which shows nothing about others
record SeedInterval(double mean, double reach) {
    /// Two-sided 95 % quantiles of Student's t distribution at 1, 2, 3 … degrees of freedom.
    private static final double[] T = {
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120,
        2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042
    };

    /// @param differences one per seed, at least one
    static SeedInterval of(List<Double> differences) {
        Spread spread = Spread.of(differences).orElseThrow();
        int n = differences.size();
        double reach = spread.deviation()
                .map(deviation -> quantile(n - 1) * deviation / Math.sqrt(n))
                .orElse(Double.POSITIVE_INFINITY);
        return new SeedInterval(spread.mean(), reach);
    }

    /// Between 30 degrees of freedom and the normal distribution the quantile of 30 is too large by 4 % at most.
    private static double quantile(int freedom) {
        return T[Math.min(freedom, T.length) - 1];
    }

    /// This interval; empty for a single seed.
    Optional<SeedInterval> bounded() {
        return Optional.of(this).filter(each -> Double.isFinite(each.reach));
    }

    double low() {
        return mean - reach;
    }

    double high() {
        return mean + reach;
    }

    /// Whether the interval lies on one side of 0.
    boolean isShown() {
        return low() > 0 || high() < 0;
    }

    /// `+6.21 (+5.90 to +6.52)`
    String text(int digits) {
        String number = "%+." + digits + "f";
        return bounded().isPresent()
                ? "%s (%s to %s)".formatted(number.formatted(mean), number.formatted(low()), number.formatted(high()))
                : number.formatted(mean);
    }
}

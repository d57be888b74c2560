package org.spikestill.report.result;

import java.util.Locale;

/// A figure of merit by which networks are compared.
///
/// @param name in logs and tables, such as `accuracy`
/// @param unit how its values are written
public record Metric(String name, Unit unit) {
    public enum Unit {
        /// a share of all samples, in [0, 1], written as a percentage
        SHARE {
            @Override
            public String text(double value, int decimals) {
                return ("%." + decimals + "f %%").formatted(100 * value);
            }
        },
        /// a ratio of any magnitude, written with significant digits
        RATIO {
            @Override
            public String text(double value, int decimals) {
                return String.format(Locale.ROOT, "%." + (decimals + 1) + "g", value);
            }
        };

        /// @param decimals of a percentage; a ratio has one significant digit more
        public abstract String text(double value, int decimals);
    }

    /// One value of a metric.
    public record Reading(Metric metric, double value) {
        @Override
        public String toString() {
            return text(2);
        }

        /// `accuracy 98.71 %`
        public String text(int decimals) {
            return metric.name() + " " + metric.unit().text(value, decimals);
        }
    }

    public Reading of(double value) {
        return new Reading(this, value);
    }
}

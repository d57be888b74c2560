package org.spikestill.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/// How numbers are written on the page: the same everywhere, whatever the machine's language. What was not measured
/// (NaN or infinite) is a dash.
final class Figures {
    static final String DASH = "–";

    private static final char MINUS = '\u2212';
    private static final String GROUP = "\u202F"; // narrow space that does not break, as ISO 80000-1 groups digits
    private static final String GAP = "\u00A0"; // between number and unit
    private static final MathContext DIGITS = new MathContext(4);

    private Figures() {}

    /// A share as a percentage with two decimals: one sample of ten thousand shows.
    static String percent(double share) {
        return Double.isFinite(share) ? fixed(100 * share, 2) + GAP + "%" : DASH;
    }

    /// A difference of two shares in percentage points, always signed.
    static String points(double difference) {
        return Double.isFinite(difference) ? signed(fixed(100 * difference, 2)) : DASH;
    }

    static String count(long value) {
        return minus(String.format(Locale.ROOT, "%,d", value).replace(",", GROUP));
    }

    static String signedCount(long value) {
        return value > 0 ? "+" + count(value) : count(value);
    }

    /// Four significant digits, in powers of ten only where the digits would drown in zeros.
    static String number(double value) {
        if (!Double.isFinite(value)) {
            return DASH;
        }
        double size = Math.abs(value);
        if (size >= 1e5) {
            return size < 1e15 ? count(Math.round(value)) : minus(String.format(Locale.ROOT, "%.3e", value));
        }
        BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
        return minus(size < 1e-4 && size > 0 ? rounded.toString().replace("E", "e") : rounded.toPlainString());
    }

    /// Seconds in the two units that matter at their size.
    static String duration(double seconds) {
        if (!Double.isFinite(seconds)) {
            return DASH;
        }
        if (seconds < 59.95) {
            return fixed(seconds, 1) + GAP + "s";
        }
        long whole = Math.round(seconds);
        return whole < 3600
                ? pair(whole / 60, "min", whole % 60, "s")
                : pair(Math.round(seconds / 60) / 60, "h", Math.round(seconds / 60) % 60, "min");
    }

    private static String pair(long large, String largeUnit, long small, String smallUnit) {
        return count(large) + GAP + largeUnit + " " + String.format(Locale.ROOT, "%02d", small) + GAP + smallUnit;
    }

    private static String fixed(double value, int decimals) {
        return minus(String.format(Locale.ROOT, "%." + decimals + "f", value));
    }

    private static String signed(String figure) {
        boolean zero = figure.chars().noneMatch(c -> c >= '1' && c <= '9');
        return zero ? "0.00" : figure.charAt(0) == MINUS ? figure : "+" + figure;
    }

    private static String minus(String figure) {
        return figure.startsWith("-") ? MINUS + figure.substring(1) : figure;
    }
}

package org.spikestill.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Locale;

/// Number formats of a page, independent of the machine's locale.
///
/// Digits are grouped by commas in numbers of every kind. A value that was not measured, NaN or infinite, is a dash.
public final class Figures {
    public static final String DASH = "–";

    private static final char MINUS = '\u2212';
    private static final String GAP = "\u00A0"; // between number and unit
    private static final MathContext DIGITS = new MathContext(4);

    private Figures() {}

    /// A share as a percentage with two decimals, which shows one sample of ten thousand.
    public static String percent(double share) {
        return Double.isFinite(share) ? fixed(100 * share, 2) + GAP + "%" : DASH;
    }

    /// A difference of two shares in percentage points with its sign.
    public static String points(double difference) {
        return Double.isFinite(difference) ? signed(fixed(100 * difference, 2)) : DASH;
    }

    public static String count(long value) {
        return minus(String.format(Locale.ROOT, "%,d", value));
    }

    /// A count with its noun in singular or plural: `1 tick`, `8 ticks`.
    public static String count(long value, String noun) {
        return count(value) + " " + noun + (value == 1 ? "" : "s");
    }

    public static String signedCount(long value) {
        return value > 0 ? "+" + count(value) : count(value);
    }

    /// Whole from 1,000 on, four significant digits below; in powers of ten below 0.0001 and from 10¹⁵ on.
    public static String number(double value) {
        if (!Double.isFinite(value)) {
            return DASH;
        }
        double size = Math.abs(value);
        if (size >= 1e15) {
            return minus(String.format(Locale.ROOT, "%.3e", value));
        }
        if (size >= 999.95) {
            return count(new BigDecimal(value).setScale(0, RoundingMode.HALF_UP).longValueExact());
        }
        BigDecimal rounded = new BigDecimal(value).round(DIGITS).stripTrailingZeros();
        return minus(size < 1e-4 && size > 0 ? rounded.toString().replace("E", "e") : rounded.toPlainString());
    }

    /// Seconds in the one or two units of their magnitude: `41.2 s`, `1 min 05 s`, `2 h 34 min`.
    public static String duration(double seconds) {
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

    /// A value with a fixed number of decimals, for columns of similar magnitude.
    public static String decimals(double value, int decimals) {
        return Double.isFinite(value) ? fixed(value, decimals) : DASH;
    }

    private static String fixed(double value, int decimals) {
        return minus(String.format(Locale.ROOT, "%,." + decimals + "f", value));
    }

    private static String signed(String figure) {
        boolean zero = figure.chars().noneMatch(c -> c >= '1' && c <= '9');
        return zero ? "0.00" : figure.charAt(0) == MINUS ? figure : "+" + figure;
    }

    private static String minus(String figure) {
        return figure.startsWith("-") ? MINUS + figure.substring(1) : figure;
    }
}

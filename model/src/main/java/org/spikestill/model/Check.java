package org.spikestill.model;

/// Checks of bounds: each error names the field, the value found and the range wanted.
public final class Check {
    /// Bound on widths, kernel sizes and the like, far above any network this toolkit can train.
    public static final int MAX_COUNT = 1 << 20;

    private Check() {}

    /// A whole number from 1 to [#MAX_COUNT].
    public static int count(String field, int value) {
        return within(field, value, 1, MAX_COUNT);
    }

    public static int within(String field, int value, int low, int high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(
                    field + " is " + value + ": it must be a whole number from " + low + " to " + high);
        }
        return value;
    }

    /// A finite number with low ≤ value ≤ high.
    public static float within(String field, float value, float low, float high) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException(field + " is " + value + ": it must lie in [" + low + ", " + high + "]");
        }
        return value;
    }

    /// A finite number above 0.
    public static float positive(String field, float value) {
        if (!(value > 0) || Float.isInfinite(value)) {
            throw new IllegalArgumentException(field + " is " + value + ": it must be finite and above 0");
        }
        return value;
    }

    /// A finite number, 0 or above.
    public static float notNegative(String field, float value) {
        if (!(value >= 0) || Float.isInfinite(value)) {
            throw new IllegalArgumentException(field + " is " + value + ": it must be finite and at least 0");
        }
        return value;
    }
}

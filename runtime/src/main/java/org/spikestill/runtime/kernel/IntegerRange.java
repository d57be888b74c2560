package org.spikestill.runtime.kernel;

/// Unit and bound of a signal of whole multiples.
///
/// @param parts values are multiples of 1 / parts
/// @param most largest multiple
public record IntegerRange(int parts, int most) {
    /// A spike.
    public static final IntegerRange SPIKES = new IntegerRange(1, 1);

    /// Sums of a few products of such a count must fit 16 bits.
    private static final int LARGEST = 1 << 6;

    /// Means over some values of which each is counted like this.
    public IntegerRange mean(int area) {
        return new IntegerRange(parts * area, most * area);
    }

    /// Sums of values that are counted like this and like another, in the same parts.
    public IntegerRange plus(IntegerRange other) {
        return new IntegerRange(parts, most + other.most);
    }

    /// Whether sums of products with 8-bit weights fit 32 bits.
    ///
    /// @param rows products in a sum
    public boolean fits(int rows) {
        return parts <= LARGEST && most <= LARGEST && (long) rows * most * IntegerSynapses.LARGEST <= Integer.MAX_VALUE;
    }
}

package org.spikestill.runtime.kernel;

/// Arrays that fill whole cache lines.
final class Lines {
    private static final int FLOATS = 16; // of a line
    private static final int HEADER = 4; // of an array, in floats

    private Lines() {}

    /// Length of an array of at least `n` floats that ends with a cache line, header included: arrays that are allocated one behind the
    /// other then begin at the same place of a line, and vectors of all of them cross lines together or not at all.
    static int length(int n) {
        return (n + HEADER + FLOATS - 1) / FLOATS * FLOATS - HEADER;
    }
}

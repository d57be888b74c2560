package org.spikestill.runtime.kernel;

/// Sums of weighted rows in loops that C2 (JDK 25) vectorises: up to six rows at a time, since a loop over eight is beyond it.
///
/// ```
/// sums[o] += Σ_i in[i]·rows[elements[i] − base][o]        i from start to end, in this order, each step rounded once
/// ```
final class WeightedRows {
    /// Rows of one loop.
    static final int MOST = 6;

    private WeightedRows() {}

    /// @param end of the rows, exclusive, at most [#MOST] behind `start`
    static void add(
            float[] sums, float[][] rows, int[] elements, int base, float[] in, int start, int end, int from, int to) {
        int i = start;
        if (i + MOST <= end) {
            multiply6(sums, rows, elements, base, in, i, from, to);
            i += MOST;
        }
        if (i + 3 <= end) {
            multiply3(sums, rows, elements, base, in, i, from, to);
            i += 3;
        }
        if (i + 2 <= end) {
            multiply2(sums, rows[elements[i] - base], rows[elements[i + 1] - base], in[i], in[i + 1], from, to);
            i += 2;
        }
        if (i < end) {
            multiply1(sums, rows[elements[i] - base], in[i], from, to);
        }
    }

    private static void multiply6(
            float[] sums, float[][] rows, int[] elements, int base, float[] in, int i, int from, int to) {
        float[] a = rows[elements[i] - base];
        float[] b = rows[elements[i + 1] - base];
        float[] c = rows[elements[i + 2] - base];
        float[] d = rows[elements[i + 3] - base];
        float[] e = rows[elements[i + 4] - base];
        float[] f = rows[elements[i + 5] - base];
        float inA = in[i];
        float inB = in[i + 1];
        float inC = in[i + 2];
        float inD = in[i + 3];
        float inE = in[i + 4];
        float inF = in[i + 5];
        for (int o = from; o < to; o++) {
            float sum = Math.fma(inC, c[o], Math.fma(inB, b[o], Math.fma(inA, a[o], sums[o])));
            sums[o] = Math.fma(inF, f[o], Math.fma(inE, e[o], Math.fma(inD, d[o], sum)));
        }
    }

    private static void multiply3(
            float[] sums, float[][] rows, int[] elements, int base, float[] in, int i, int from, int to) {
        float[] a = rows[elements[i] - base];
        float[] b = rows[elements[i + 1] - base];
        float[] c = rows[elements[i + 2] - base];
        float inA = in[i];
        float inB = in[i + 1];
        float inC = in[i + 2];
        for (int o = from; o < to; o++) {
            sums[o] = Math.fma(inC, c[o], Math.fma(inB, b[o], Math.fma(inA, a[o], sums[o])));
        }
    }

    private static void multiply2(float[] sums, float[] a, float[] b, float inA, float inB, int from, int to) {
        for (int o = from; o < to; o++) {
            sums[o] = Math.fma(inB, b[o], Math.fma(inA, a[o], sums[o]));
        }
    }

    private static void multiply1(float[] sums, float[] a, float in, int from, int to) {
        for (int o = from; o < to; o++) {
            sums[o] = Math.fma(in, a[o], sums[o]);
        }
    }
}

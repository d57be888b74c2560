package org.spikestill.runtime.kernel;

/// Weighted sums of rows of weights, the gather of [LoopKernels]: pixel after pixel, the inputs that are active there add their
/// rows to the currents of all windows that see the pixel, up to eight rows at a time.
///
/// ```
/// currents[window, o] = bias[o] + Σ_i value[i]·weight[row[i], o]
/// ```
///
/// Pixels and channels ascend, so each current has its terms in the order of [ScalarKernels], and every bit is the same. Loops run
/// over all columns that a pixel reaches, since C2 leaves some columns at either end of a loop to plain code.
final class RowScatter {
    private float[] sums = {}; // of one pixel, at the columns of its weights
    private int[] active = {}; // channels of one pixel that are not 0
    private float[] values = {}; // theirs
    private int count;

    void gather(Scatter scatter, Events events, float[] currents) {
        begin(scatter, currents);
        int channels = scatter.channels();
        int[] starts = events.starts();
        int[] elements = events.elements();
        float[] graded = events.values();
        for (int pixel = 0; pixel < scatter.pixels(); pixel++) {
            int first = starts[pixel];
            count = starts[pixel + 1] - first;
            for (int i = 0; i < count; i++) {
                active[i] = elements[first + i] - pixel * channels;
                values[i] = graded[first + i];
            }
            if (count > 0) {
                add(scatter, pixel, currents);
            }
        }
    }

    /// The same from a whole map.
    ///
    /// @param in values of the frame
    void gather(Scatter scatter, Frame frame, float[] in, float[] currents) {
        begin(scatter, currents);
        int channels = scatter.channels();
        for (int pixel = 0; pixel < scatter.pixels(); pixel++) {
            count = 0;
            int first = frame.first(pixel);
            for (int channel = 0; channel < channels; channel++) {
                if (in[first + channel] != 0) {
                    active[count] = channel;
                    values[count++] = in[first + channel];
                }
            }
            if (count > 0) {
                add(scatter, pixel, currents);
            }
        }
    }

    private void begin(Scatter scatter, float[] currents) {
        System.arraycopy(scatter.biases(), 0, currents, 0, scatter.biases().length);
        if (sums.length < scatter.weights()[0].length) {
            sums = new float[scatter.weights()[0].length];
        }
        if (active.length < scatter.channels()) {
            active = new int[scatter.channels()];
            values = new float[scatter.channels()];
        }
    }

    /// Adds the active inputs of one pixel. Columns between its runs take part in the loops and are left.
    private void add(Scatter scatter, int pixel, float[] currents) {
        int end = scatter.starts()[pixel + 1];
        for (int run = scatter.starts()[pixel]; run < end; run++) {
            System.arraycopy(currents, scatter.firsts()[run], sums, scatter.columns()[run], scatter.lengths()[run]);
        }
        sum(scatter.weights(), scatter.froms()[pixel], scatter.tos()[pixel]);
        for (int run = scatter.starts()[pixel]; run < end; run++) {
            System.arraycopy(sums, scatter.columns()[run], currents, scatter.firsts()[run], scatter.lengths()[run]);
        }
    }

    private void sum(float[][] weights, int from, int to) {
        int[] rows = active;
        float[] in = values;
        int i = 0;
        for (; i + 4 <= count; i += 4) {
            multiply4(sums, weights, rows, in, i, from, to);
        }
        if (i + 2 <= count) {
            multiply2(sums, weights[rows[i]], weights[rows[i + 1]], in[i], in[i + 1], from, to);
            i += 2;
        }
        if (i < count) {
            multiply1(sums, weights[rows[i]], in[i], from, to);
        }
    }

    private static void multiply4(float[] sums, float[][] weights, int[] rows, float[] in, int i, int from, int to) {
        float[] a = weights[rows[i]];
        float[] b = weights[rows[i + 1]];
        float[] c = weights[rows[i + 2]];
        float[] d = weights[rows[i + 3]];
        float inA = in[i];
        float inB = in[i + 1];
        float inC = in[i + 2];
        float inD = in[i + 3];
        for (int o = from; o < to; o++) {
            sums[o] = Math.fma(inD, d[o], Math.fma(inC, c[o], Math.fma(inB, b[o], Math.fma(inA, a[o], sums[o]))));
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

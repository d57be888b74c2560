package org.spikestill.runtime.kernel;

import java.util.Arrays;
import java.util.stream.IntStream;

/// The dense convolution in loops that the JIT compiler vectorises. The values that a place of the kernel meets, window by window, lie in an
/// array of their own, so that one loop adds up to six places to all windows of an output.
///
/// ```
/// columns[p][w] = value of window w at place p = (ky, kx, channel)
/// sums[o][w]    = bias[o] + Σ_p columns[p][w]·weight[p, o]           places ascend, as in [ScalarKernels]
/// ```
///
/// Rows of windows are taken in tiles, whose sums stay in a core's second cache.
final class ColumnConvolution {
    private static final int TILE = 1024; // windows, or one row of more

    private float[] plane = {}; // one channel of the frame
    private float[][] columns = {};
    private int[] places = {}; // 0, 1, 2, …
    private float[][] sums = {};

    /// @param in values of the frame
    void convolve(Synapses synapses, Frame frame, float[] in, float[] currents) {
        float[][] weights = synapses.byOutput();
        int width = frame.outWidth();
        int rows = Math.min(Math.max(1, TILE / width), frame.outHeight());
        reserve(weights.length, weights[0].length, rows * width, frame.elements());
        for (int y = 0; y < frame.outHeight(); y += rows) {
            int end = Math.min(y + rows, frame.outHeight());
            int windows = (end - y) * width;
            fill(frame, in, y, end);
            for (int output = 0; output < weights.length; output++) {
                Arrays.fill(sums[output], 0, windows, synapses.bias()[output]);
            }
            add(weights, windows);
            write(weights.length, windows, currents, y * width * weights.length);
        }
    }

    private void reserve(int outputs, int count, int windows, int elements) {
        if (plane.length < elements) {
            plane = new float[elements];
        }
        if (columns.length < count || columns[0].length < windows) {
            columns = new float[count][Lines.length(windows)];
            places = IntStream.range(0, count).toArray();
        }
        if (sums.length < outputs || sums[0].length < windows) {
            sums = new float[outputs][Lines.length(windows)];
        }
    }

    /// Fills the columns of some rows of windows.
    private void fill(Frame frame, float[] in, int fromY, int toY) {
        int channels = frame.channels();
        int width = frame.outWidth();
        for (int channel = 0; channel < channels; channel++) {
            int first = frame.first(fromY, 0, 0) / channels;
            int end = frame.first(toY - 1, 0, frame.kernel()) / channels;
            for (int pixel = first; pixel < end; pixel++) {
                plane[pixel] = in[pixel * channels + channel];
            }
            for (int place = channel; place < frame.kernel() * frame.span(); place += channels) {
                int ky = place / frame.span();
                int kx = place % frame.span() / channels;
                for (int y = fromY; y < toY; y++) {
                    int pixel = frame.first(y, 0, ky) / channels + kx;
                    pick(pixel, frame.step() / channels, columns[place], (y - fromY) * width, width);
                }
            }
        }
    }

    private void pick(int pixel, int step, float[] column, int at, int count) {
        if (step == 1) {
            System.arraycopy(plane, pixel, column, at, count);
        } else {
            for (int i = 0; i < count; i++) {
                column[at + i] = plane[pixel + i * step];
            }
        }
    }

    private void add(float[][] weights, int windows) {
        int count = weights[0].length;
        for (int place = 0; place < count; place += WeightedRows.MOST) {
            int end = Math.min(place + WeightedRows.MOST, count);
            for (int output = 0; output < weights.length; output++) {
                WeightedRows.add(sums[output], columns, places, 0, weights[output], place, end, 0, windows);
            }
        }
    }

    /// Writes the sums channels-last.
    private void write(int outputs, int windows, float[] currents, int first) {
        int output = 0;
        for (; output + 4 <= outputs; output += 4) {
            float[] a = sums[output];
            float[] b = sums[output + 1];
            float[] c = sums[output + 2];
            float[] d = sums[output + 3];
            for (int w = 0, at = first + output; w < windows; w++, at += outputs) {
                currents[at] = a[w];
                currents[at + 1] = b[w];
                currents[at + 2] = c[w];
                currents[at + 3] = d[w];
            }
        }
        for (; output < outputs; output++) {
            for (int w = 0, at = first + output; w < windows; w++, at += outputs) {
                currents[at] = sums[output][w];
            }
        }
    }
}

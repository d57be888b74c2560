package org.spikestill.runtime.kernel;

/// Weighted sums of rows of weights, the gather of [LoopKernels]: the rows of one window are listed, then added four at a time.
///
/// ```
/// currents[window, o] = bias[o] + Σ_i value[i]·weight[row[i], o]
/// ```
///
/// Sums lie in an array of doubles, though each is a float. C2 (JDK 25) vectorises a loop that writes one array and reads another at
/// a different position only if their element types differ, since it cannot rule out that the two are one array. The conversions are
/// exact, so every bit is that of a sum in floats.
final class RowSums {
    /// Columns of a loop of fixed length, which C2 unrolls without a loop for the rest.
    private static final int BLOCK = 64;

    private final double[] sums = new double[Synapses.SLICE];
    private int[] rows = {};
    private float[] values = {};
    private int count;

    /// Makes room for so many rows.
    void reserve(int most) {
        if (rows.length < most) {
            rows = new int[most];
            values = new float[most];
        }
    }

    /// Begins the list of a window's rows.
    void begin() {
        count = 0;
    }

    /// Lists the rows of a span's events.
    ///
    /// @param first first event
    /// @param end event after the last
    void select(int[] elements, float[] graded, int first, int end, int shift) {
        for (int event = first; event < end; event++) {
            rows[count] = elements[event] - shift;
            values[count++] = graded[event];
        }
    }

    /// Lists the rows that follow for neighbouring values of a map.
    void select(float[] in, int first, int length) {
        for (int i = 0; i < length; i++) {
            rows[count] = count;
            values[count++] = in[first + i];
        }
    }

    /// Writes the currents of one window.
    ///
    /// @param spikes whether all values are 1
    void write(Synapses synapses, boolean spikes, float[] currents, int window) {
        float[] weights = synapses.plain();
        for (int slice = 0; slice < synapses.slices(); slice++) {
            int output = slice * Synapses.SLICE;
            int width = synapses.width(slice);
            int base = (int) (synapses.offset(slice) / Float.BYTES);
            int columns = Math.min(width, synapses.outputs() - output);
            load(synapses.bias(), output, columns);
            int column = 0;
            for (; column + BLOCK <= columns; column += BLOCK) {
                block(weights, base + column, width, spikes, column);
            }
            if (column < columns) {
                rest(weights, base, width, column, columns);
            }
            store(currents, window * synapses.outputs() + output, columns);
        }
    }

    private void load(float[] bias, int output, int columns) {
        for (int o = 0; o < columns; o++) {
            sums[o] = bias[output + o];
        }
    }

    private void store(float[] currents, int current, int columns) {
        for (int o = 0; o < columns; o++) {
            currents[current + o] = (float) sums[o];
        }
    }

    private void block(float[] weights, int base, int width, boolean spikes, int column) {
        int i = 0;
        for (; i + 4 <= count; i += 4) {
            int a = base + rows[i] * width;
            int b = base + rows[i + 1] * width;
            int c = base + rows[i + 2] * width;
            int d = base + rows[i + 3] * width;
            if (spikes) {
                add(weights, a, b, c, d, column);
            } else {
                multiply(weights, a, b, c, d, values[i], values[i + 1], values[i + 2], values[i + 3], column);
            }
        }
        for (; i < count; i++) {
            multiply(weights, base + rows[i] * width, values[i], column);
        }
    }

    /// Four rows whose values are 1.
    private void add(float[] weights, int a, int b, int c, int d, int column) {
        for (int o = 0; o < BLOCK; o++) {
            sums[column + o] =
                    ((((float) sums[column + o] + weights[a + o]) + weights[b + o]) + weights[c + o]) + weights[d + o];
        }
    }

    private void multiply(
            float[] weights, int a, int b, int c, int d, float inA, float inB, float inC, float inD, int column) {
        for (int o = 0; o < BLOCK; o++) {
            float ab = Math.fma(inB, weights[b + o], Math.fma(inA, weights[a + o], (float) sums[column + o]));
            sums[column + o] = Math.fma(inD, weights[d + o], Math.fma(inC, weights[c + o], ab));
        }
    }

    private void multiply(float[] weights, int a, float in, int column) {
        for (int o = 0; o < BLOCK; o++) {
            sums[column + o] = Math.fma(in, weights[a + o], (float) sums[column + o]);
        }
    }

    /// The columns behind the last whole block.
    private void rest(float[] weights, int base, int width, int column, int columns) {
        for (int i = 0; i < count; i++) {
            int row = base + rows[i] * width;
            float value = values[i];
            for (int o = column; o < columns; o++) {
                sums[o] = Math.fma(value, weights[row + o], (float) sums[o]);
            }
        }
    }
}

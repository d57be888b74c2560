package org.spikestill.runtime.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.spikestill.model.Block;

/// Weights of one layer in 8 bits, laid out for the gather like [Synapses]. Sums of whole numbers are exact, whatever
/// their order; only the step to a current rounds, once.
///
/// ```
/// scale[o] = max_i |w[o, i]| / 127
/// q[o, i] = w[o, i] / scale[o], to the nearest whole number, ties to even
/// currents[window, o] = bias[o] + (scale[o] / parts) · Σ_spans Σ_events count · q[element − shift, o]
/// ```
///
/// This is symmetric quantisation per output channel (Krishnamoorthi, arXiv 1806.08342, 2018).
public final class IntegerSynapses {
    /// Outputs per slice: four accumulators of the widest vectors.
    static final int SLICE = 4 * IntegerSynapses.PADDING;

    /// Largest magnitude of a weight.
    public static final int LARGEST = 127;

    private static final int PADDING = 2 * Kernels.PADDING;
    private static final int CACHE_LINE = 64;

    private final Windows windows;
    private final int rows;
    private final int outputs;
    private final MemorySegment weights;
    private final float[] scales;
    private final float[] bias;
    private final int narrow;
    private final int safeEvents;
    private final int[] outDegrees;
    private volatile float[] plain;

    /// @param input layout of the events
    /// @param window layout of the inputs of one window
    /// @param weights fp32, `[outputs, window.elements()]` in planar order
    /// @param bias one value per output
    /// @param counting what the events are counted in
    /// @param arena owns the copy of the weights
    public IntegerSynapses(
            Windows windows,
            Layout input,
            Layout window,
            Block weights,
            float[] bias,
            IntegerRange counting,
            Arena arena) {
        this.windows = windows;
        rows = window.elements();
        outputs = bias.length;
        this.bias = Arrays.copyOf(bias, padded());
        scales = new float[padded()];
        this.weights = arena.allocate((long) rows * padded() * Byte.BYTES, CACHE_LINE);
        float[] planar = weights.toFloats();
        int[] fan = new int[rows];
        int[] magnitudes = new int[rows];
        int least = Integer.MAX_VALUE;
        for (int output = 0; output < outputs; output++) {
            float scale = EightBits.scale(planar, output, rows);
            scales[output] = scale / counting.parts();
            for (int row = 0; row < rows; row++) {
                float weight = planar[output * rows + window.planar(row)];
                int number = EightBits.number(weight, scale);
                this.weights.setAtIndex(ValueLayout.JAVA_BYTE, index(row, output), (byte) number);
                magnitudes[row] = Math.abs(number);
                fan[row] += number != 0 ? 1 : 0;
            }
            least = Math.min(least, narrow(magnitudes, counting.most()));
        }
        narrow = least;
        safeEvents = Short.MAX_VALUE / (LARGEST * counting.most());
        outDegrees = Synapses.outDegrees(windows, input, fan);
    }

    /// Largest total of counts, none above `most`, whose sum stays within 16 bits whichever weights it meets: the
    /// heaviest are met first.
    static int narrow(int[] magnitudes, int most) {
        Arrays.sort(magnitudes);
        int total = 0;
        int sum = 0;
        for (int i = magnitudes.length - 1; i >= 0 && magnitudes[i] > 0; i--) {
            int fits = Math.min(most, (Short.MAX_VALUE - sum) / magnitudes[i]);
            total += fits;
            sum += fits * magnitudes[i];
            if (fits < most) {
                return total;
            }
        }
        return Integer.MAX_VALUE;
    }

    public Windows windows() {
        return windows;
    }

    public int outputs() {
        return outputs;
    }

    /// Synapses other than 0 that an event at each element drives.
    public int[] outDegrees() {
        return outDegrees;
    }

    int slices() {
        return (outputs + SLICE - 1) / SLICE;
    }

    /// Outputs of a slice with padding, the length of its rows.
    int width(int slice) {
        return Math.min(SLICE, padded() - slice * SLICE);
    }

    /// Byte at which a slice starts.
    long offset(int slice) {
        return (long) slice * SLICE * rows * Byte.BYTES;
    }

    MemorySegment weights() {
        return weights;
    }

    /// The same weights as floats on the heap, copied on first use.
    float[] plain() {
        float[] copy = plain;
        if (copy == null) {
            copy = new float[(int) weights.byteSize()];
            for (int i = 0; i < copy.length; i++) {
                copy[i] = weights.get(ValueLayout.JAVA_BYTE, i);
            }
            plain = copy;
        }
        return copy;
    }

    /// Current per unit of a sum.
    float[] scales() {
        return scales;
    }

    float[] bias() {
        return bias;
    }

    /// Largest total of counts in a window whose sums surely stay within 16 bits.
    int narrow() {
        return narrow;
    }

    /// Number of events, with any weights of the layer, whose sum surely fits 16 bits.
    int safeEvents() {
        return safeEvents;
    }

    public int weight(int row, int output) {
        return weights.getAtIndex(ValueLayout.JAVA_BYTE, index(row, output));
    }

    private long index(int row, int output) {
        int slice = output / SLICE;
        return (long) slice * SLICE * rows + (long) row * width(slice) + output % SLICE;
    }

    private int padded() {
        return (outputs + PADDING - 1) / PADDING * PADDING;
    }
}

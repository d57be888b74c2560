package org.spikestill.runtime.kernel;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Arrays;
import org.spikestill.model.Block;

/// Weights of one layer, laid out for the gather: one row of output channels per input of a window.
///
/// ```
/// currents[window, o] = bias[o] + Σ_spans Σ_events value · weight[element − shift, o]
/// ```
///
/// Rows are cut into slices of [#SLICE] outputs and each slice is stored in one piece: a pass over the windows then
/// works on few enough bytes to stay in a core's cache. The last slice is padded with zeros to a multiple of
/// [Kernels#PADDING]. Slices start at cache lines, which makes vector loads about twice as fast as from an array on
/// the heap.
public final class Synapses {
    /// Outputs per slice: eight accumulators of the widest vectors.
    public static final int SLICE = 8 * Kernels.PADDING;

    private static final int CACHE_LINE = 64;

    private final Windows windows;
    private final int rows;
    private final int outputs;
    private final MemorySegment weights;
    private final float[] bias;
    private final int[] outDegrees;
    private final Layout input;
    private volatile float[] plain;
    private volatile Scatter scatter;
    private volatile float[][] byOutput;

    /// @param input layout of the events
    /// @param window layout of the inputs of one window
    /// @param weights fp32, `[outputs, window.elements()]` in planar order
    /// @param bias one value per output
    /// @param arena owns the copy of the weights
    public Synapses(Windows windows, Layout input, Layout window, Block weights, float[] bias, Arena arena) {
        this.windows = windows;
        this.input = input;
        rows = window.elements();
        outputs = bias.length;
        this.bias = Arrays.copyOf(bias, padded(outputs));
        this.weights = arena.allocate((long) rows * padded(outputs) * Float.BYTES, CACHE_LINE);
        float[] planar = weights.toFloats();
        float[] line = new float[padded(outputs)];
        int[] fan = new int[rows];
        for (int row = 0; row < rows; row++) {
            int column = window.planar(row);
            for (int output = 0; output < outputs; output++) {
                line[output] = planar[output * rows + column];
                fan[row] += line[output] != 0 ? 1 : 0;
            }
            for (int slice = 0; slice < slices(); slice++) {
                long offset = offset(slice) + (long) row * width(slice) * Float.BYTES;
                MemorySegment.copy(line, slice * SLICE, this.weights, ValueLayout.JAVA_FLOAT, offset, width(slice));
            }
        }
        outDegrees = outDegrees(windows, input, fan);
    }

    /// @param fan synapses other than 0 of each row
    static int[] outDegrees(Windows windows, Layout input, int[] fan) {
        int[] degrees = new int[input.elements()];
        for (int span = 0; span < windows.count() * windows.spans(); span++) {
            int end = windows.endPixels()[span] * input.channels();
            for (int element = windows.firstPixels()[span] * input.channels(); element < end; element++) {
                degrees[element] += fan[element - windows.shifts()[span]];
            }
        }
        return degrees;
    }

    public Windows windows() {
        return windows;
    }

    public int outputs() {
        return outputs;
    }

    public int slices() {
        return (outputs + SLICE - 1) / SLICE;
    }

    /// Outputs of a slice with padding, the length of its rows.
    public int width(int slice) {
        return Math.min(SLICE, padded(outputs) - slice * SLICE);
    }

    /// Byte at which a slice starts.
    public long offset(int slice) {
        return (long) slice * SLICE * rows * Float.BYTES;
    }

    public MemorySegment weights() {
        return weights;
    }

    /// The same weights on the heap, copied on first use: plain loops over a segment are several times slower until
    /// the last compiler has seen them.
    float[] plain() {
        float[] copy = plain;
        if (copy == null) {
            copy = weights.toArray(ValueLayout.JAVA_FLOAT);
            plain = copy;
        }
        return copy;
    }

    /// The same weights on the heap, by the pixel that drives them; copied on first use.
    Scatter scatter() {
        Scatter copy = scatter;
        if (copy == null) {
            copy = new Scatter(this, input.pixels(), input.channels(), rows);
            scatter = copy;
        }
        return copy;
    }

    /// The same weights on the heap, `[output][row]`; copied on first use.
    float[][] byOutput() {
        float[][] copy = byOutput;
        if (copy == null) {
            copy = new float[outputs][rows];
            for (int row = 0; row < rows; row++) {
                for (int output = 0; output < outputs; output++) {
                    copy[output][row] = weight(row, output);
                }
            }
            byOutput = copy;
        }
        return copy;
    }

    /// One value per output, padded with zeros like the rows.
    public float[] bias() {
        return bias;
    }

    public float weight(int row, int output) {
        return weights.getAtIndex(ValueLayout.JAVA_FLOAT, index(row, output));
    }

    /// Synapses other than 0 that an event at each element drives: what one event costs in additions.
    public int[] outDegrees() {
        return outDegrees;
    }

    private long index(int row, int output) {
        int slice = output / SLICE;
        return (long) slice * SLICE * rows + (long) row * width(slice) + output % SLICE;
    }

    private static int padded(int outputs) {
        return (outputs + Kernels.PADDING - 1) / Kernels.PADDING * Kernels.PADDING;
    }
}

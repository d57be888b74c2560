package org.spikestill.lab.torch.kernel;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;

/// The windows of average pooling over a population: the neurons behind each pooled output. Neurons lie channels-last, `[N, H, W, C]`, outputs
/// `[N, H/size, W/size, C]`; height and width are multiples of the size.
///
/// @param size of the square windows; 1 if every neuron is its own output, whatever the layout
/// @param columns outputs in a row, W/size
/// @param channels C
public record PoolWindows(int size, int columns, int channels) {
    /// Every neuron is its own output.
    public static final PoolWindows NONE = new PoolWindows(1, 1, 1);

    /// Of frames `[N, C, H, W]`, or of anything at all where nothing is pooled.
    public static PoolWindows of(long[] sizes, int size) {
        return size == 1 ? NONE : new PoolWindows(size, Math.toIntExact(sizes[3] / size), Math.toIntExact(sizes[1]));
    }

    /// Whether windows of a size cover frames `[N, C, H, W]`, each with whole lanes of channels.
    public static boolean cover(long[] sizes, int size) {
        return size == 1
                || sizes.length == 4
                        && sizes[2] % size == 0
                        && sizes[3] % size == 0
                        && of(sizes, size).fitLanes();
    }

    /// Whether the lanes of an output lie beside each other in the population.
    boolean fitLanes() {
        return size == 1 || channels % Lanes.WIDTH == 0;
    }

    /// Sizes of the outputs of frames.
    public long[] outputs(long[] sizes) {
        long[] outputs = sizes.clone();
        for (int axis = 2; axis < sizes.length; axis++) {
            outputs[axis] = sizes[axis] / size;
        }
        return outputs;
    }

    /// Outputs from `from` to before `to`.
    record Span(long from, long to) {}

    /// Those of some outputs that whole lanes cover: windows with channels begin at a multiple of the width.
    Span lanes(long from, long to) {
        if (!fitLanes()) {
            return new Span(to, to);
        }
        long first = size == 1 ? from : Math.min(to, (from + Lanes.WIDTH - 1) / Lanes.WIDTH * Lanes.WIDTH);
        return new Span(first, first + (to - first) / Lanes.WIDTH * Lanes.WIDTH);
    }

    /// Gradient of each neuron from that of its window's output: mask/area · dL/dy.
    ///
    /// @param from where the gradients lie
    /// @param mask factors of the outputs, or null for 1
    /// @param masked where the factors lie
    /// @param length a multiple of the width
    void share(Values gradients, long from, MemorySegment mask, long masked, float[] shared, int length) {
        Lanes.read(gradients, from, shared, length);
        if (mask != null) {
            Lanes.multiply(shared, length, mask, masked);
        }
        for (int o = 0; o < length; o += Lanes.WIDTH) {
            mean(FloatVector.fromArray(Lanes.FLOATS, shared, o)).intoArray(shared, o);
        }
    }

    /// Neurons per output.
    public int area() {
        return size * size;
    }

    /// Sums over windows, divided by their area; where that is a power of two, the product with 1/area has the same bits.
    FloatVector mean(FloatVector sums) {
        int area = area();
        return Integer.bitCount(area) == 1 ? sums.mul(1f / area) : sums.div(area);
    }

    /// The neuron in the upper left corner of an output's window.
    long corner(long output) {
        if (size == 1) {
            return output;
        }
        long pixel = output / channels;
        long row = pixel / columns;
        return (row * size * columns + pixel % columns) * size * channels + output % channels;
    }

    /// Distances of a window's neurons from its corner.
    int[] shifts() {
        int[] shifts = new int[area()];
        for (int i = 0; i < shifts.length; i++) {
            shifts[i] = (i / size * columns * size + i % size) * channels;
        }
        return shifts;
    }
}

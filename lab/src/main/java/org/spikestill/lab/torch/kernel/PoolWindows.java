package org.spikestill.lab.torch.kernel;

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
        return size == 1 || channels % Vectors.WIDTH == 0;
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

    /// Those of some outputs that whole lanes cover, none without vectors: windows with channels begin at a multiple of the width.
    Span lanes(long from, long to) {
        if (!Vectors.PRESENT || !fitLanes()) {
            return new Span(to, to);
        }
        long first = size == 1 ? from : Math.min(to, (from + Vectors.WIDTH - 1) / Vectors.WIDTH * Vectors.WIDTH);
        return new Span(first, first + (to - first) / Vectors.WIDTH * Vectors.WIDTH);
    }

    /// Neurons per output.
    public int area() {
        return size * size;
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

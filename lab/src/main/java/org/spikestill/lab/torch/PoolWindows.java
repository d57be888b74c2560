package org.spikestill.lab.torch;

/// Which neurons of a population a pooled output is the mean of. Neurons lie channels-last, `[N, H, W, C]`, outputs
/// `[N, H/size, W/size, C]`; height and width are multiples of the size.
///
/// @param size of the square windows; 1 if every neuron is its own output, whatever the layout
/// @param columns outputs in a row, W/size
/// @param channels C
record PoolWindows(int size, int columns, int channels) {
    /// Every neuron is its own output.
    static final PoolWindows NONE = new PoolWindows(1, 1, 1);

    /// Neurons per output.
    int area() {
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

    /// How far the neurons of a window lie from its corner.
    int[] shifts() {
        int[] shifts = new int[area()];
        for (int i = 0; i < shifts.length; i++) {
            shifts[i] = (i / size * columns * size + i % size) * channels;
        }
        return shifts;
    }
}

package org.spikestill.runtime.kernel;

/// Weighted sums of rows of weights, the gather of [LoopKernels]: group of pixels after group, the inputs that are active there add their
/// rows to the currents of all windows that see the group, up to six rows at a time.
///
/// ```
/// currents[window, o] = bias[o] + Σ_i value[i]·weight[row[i], o]
/// ```
///
/// Pixels and channels ascend, so each current has its terms in the order of [ScalarKernels], and every bit is the same: a window that does
/// not see a pixel of the group has weights 0 there, and products with 0 change no sum. Loops run over all columns that a group reaches,
/// since C2 leaves some columns at either end of a loop to plain code.
final class RowScatter {
    private float[] sums = {}; // of one group, at the columns of its weights

    void gather(Scatter scatter, Events events, float[] currents) {
        System.arraycopy(scatter.biases(), 0, currents, 0, scatter.biases().length);
        if (sums.length < scatter.weights()[0].length) {
            sums = new float[scatter.weights()[0].length];
        }
        int[] starts = events.starts();
        int[] pixels = scatter.pixels();
        int loaded = -1;
        for (int group = 0; group < scatter.groups(); group++) {
            int start = starts[pixels[group]];
            int end = starts[pixels[group + 1]];
            if (start < end) {
                load(scatter, loaded, group, currents);
                add(scatter, group, events.elements(), events.values(), start, end);
                loaded = group;
            }
        }
        if (loaded >= 0) {
            scatter.all().store(loaded, sums, currents);
        }
    }

    /// Takes the sums from one group to another. What neighbours share stays, moved to its columns.
    ///
    /// @param loaded group whose currents the sums are, −1 for none
    private void load(Scatter scatter, int loaded, int group, float[] currents) {
        if (loaded >= 0 && loaded == group - 1 && scatter.follows(group)) {
            scatter.leaving().store(loaded, sums, currents);
            int shift = scatter.shift();
            System.arraycopy(sums, shift, sums, 0, Math.max(0, scatter.to(loaded) - shift));
            scatter.entering().load(group, currents, sums);
        } else {
            if (loaded >= 0) {
                scatter.all().store(loaded, sums, currents);
            }
            scatter.all().load(group, currents, sums);
        }
    }

    /// Adds the active inputs of one group. Columns between its runs take part in the loops and are left.
    ///
    /// @param elements that are active, from `start` to `end`, exclusive
    /// @param in their values
    private void add(Scatter scatter, int group, int[] elements, float[] in, int start, int end) {
        float[][] weights = scatter.weights();
        int base = scatter.pixels()[group] * scatter.channels();
        int from = scatter.from(group);
        int to = scatter.to(group);
        for (int i = start; i < end; i += WeightedRows.MOST) {
            WeightedRows.add(sums, weights, elements, base, in, i, Math.min(i + WeightedRows.MOST, end), from, to);
        }
    }
}

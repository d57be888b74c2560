package org.spikestill.runtime.kernel;

import java.util.Arrays;

/// Weighted sums of rows of 8-bit weights, the integer gather of [LoopKernels]. Sums lie in an array of doubles and weights in one
/// of floats, since C2 (JDK 25) vectorises a loop over two arrays at different positions only if their element types differ; both
/// hold whole numbers below 2^53 exactly.
final class IntegerSums {
    private double[] sums = {};
    private IntegerSynapses synapses;

    /// Begins a window.
    void begin(IntegerSynapses of) {
        synapses = of;
        if (sums.length < of.outputs()) {
            sums = new double[of.outputs()];
        }
        Arrays.fill(sums, 0, of.outputs(), 0);
    }

    /// Σ += count·q[row, o]
    void add(int row, int count) {
        for (int slice = 0; slice < synapses.slices(); slice++) {
            int first = slice * IntegerSynapses.SLICE;
            int columns = Math.min(IntegerSynapses.SLICE, synapses.outputs() - first);
            add(synapses.plain(), (int) synapses.offset(slice) + row * synapses.width(slice), count, first, columns);
        }
    }

    private void add(float[] weights, int from, double count, int first, int columns) {
        for (int o = 0; o < columns; o++) {
            sums[first + o] += count * weights[from + o];
        }
    }

    void write(float[] currents, int window) {
        int current = window * synapses.outputs();
        for (int o = 0; o < synapses.outputs(); o++) {
            currents[current + o] = Math.fma((float) sums[o], synapses.scales()[o], synapses.bias()[o]);
        }
    }
}

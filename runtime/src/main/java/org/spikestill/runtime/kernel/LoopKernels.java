package org.spikestill.runtime.kernel;

import org.spikestill.model.neuron.Lif;

/// The kernels in loops over arrays that the JIT compiler vectorises by itself, for a Java virtual machine without the vector
/// module. Each element is computed as by [ScalarKernels], in the same order.
///
/// Work space is allocated on first use and belongs to one thread, see [#own()].
public final class LoopKernels implements Kernels {
    private final ScalarKernels definition = new ScalarKernels();
    private final RowScatter sums = new RowScatter();
    private final ColumnConvolution convolution = new ColumnConvolution();
    private final IntegerSums integers = new IntegerSums();
    private final LoopFiring firing = new LoopFiring();

    @Override
    public Kernels own() {
        return new LoopKernels();
    }

    @Override
    public void gather(Synapses synapses, Events events, float[] currents) {
        sums.gather(synapses.scatter(), events, currents);
    }

    @Override
    public void gather(IntegerSynapses synapses, Counts counts, float[] currents) {
        Windows windows = synapses.windows();
        for (int window = 0; window < windows.count(); window++) {
            integers.begin(synapses);
            for (int span = window * windows.spans(); span < (window + 1) * windows.spans(); span++) {
                int end = counts.starts()[windows.endPixels()[span]];
                for (int event = counts.starts()[windows.firstPixels()[span]]; event < end; event++) {
                    integers.add(counts.elements()[event] - windows.shifts()[span], counts.values()[event]);
                }
            }
            integers.write(currents, window);
        }
    }

    @Override
    public void convolve(Synapses synapses, Frame frame, float[] in, float[] currents) {
        convolution.convolve(synapses, frame, in, currents);
    }

    @Override
    public void fire(Lif lif, float[] before, float[] membranes, float[] currents, Events spikes) {
        firing.fire(lif, before, membranes, currents, spikes);
    }

    @Override
    public void fire(
            Lif lif, Pooling pooling, float[] before, float[] membranes, float[] currents, Events[] means, int ticks) {
        if (SpikeBytes.fit(pooling, means[0].layout())) {
            firing.fire(lif, pooling, before, membranes, currents, means, ticks);
        } else {
            definition.fire(lif, pooling, before, membranes, currents, means, ticks);
        }
    }

    @Override
    public void sparsify(float[] values, Events events) {
        definition.sparsify(values, events);
    }
}

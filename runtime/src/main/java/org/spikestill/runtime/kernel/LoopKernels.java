package org.spikestill.runtime.kernel;

import org.spikestill.model.neuron.Lif;

/// The kernels in loops over arrays that the JIT compiler vectorises by itself, for a Java virtual machine without the vector
/// module. Each element is computed as by [ScalarKernels], in the same order.
///
/// Work space is allocated on first use and belongs to one thread, see [#own()].
public final class LoopKernels implements Kernels {
    private final RowSums sums = new RowSums();
    private final IntegerSums integers = new IntegerSums();
    private final LoopFiring firing = new LoopFiring();

    @Override
    public Kernels own() {
        return new LoopKernels();
    }

    @Override
    public void gather(Synapses synapses, Events events, float[] currents) {
        Windows windows = synapses.windows();
        boolean spikes = events.areSpikes();
        sums.reserve(events.count());
        for (int window = 0; window < windows.count(); window++) {
            sums.begin();
            for (int span = window * windows.spans(); span < (window + 1) * windows.spans(); span++) {
                int first = events.starts()[windows.firstPixels()[span]];
                int end = events.starts()[windows.endPixels()[span]];
                sums.select(events.elements(), events.values(), first, end, windows.shifts()[span]);
            }
            sums.write(synapses, spikes, currents, window);
        }
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
        sums.reserve(frame.kernel() * frame.span());
        for (int y = 0; y < frame.outHeight(); y++) {
            for (int x = 0; x < frame.outWidth(); x++) {
                sums.begin();
                for (int ky = 0; ky < frame.kernel(); ky++) {
                    sums.select(in, frame.first(y, x, ky), frame.span());
                }
                sums.write(synapses, false, currents, y * frame.outWidth() + x);
            }
        }
    }

    @Override
    public void fire(Lif lif, float[] before, float[] membranes, float[] currents, Events spikes) {
        firing.fire(lif, before, membranes, currents, spikes);
    }

    @Override
    public void fire(
            Lif lif, Pooling pooling, float[] before, float[] membranes, float[] currents, Events[] means, int ticks) {
        firing.fire(lif, pooling, before, membranes, currents, means, ticks);
    }

    @Override
    public void sparsify(float[] values, Events events) {
        new ScalarKernels().sparsify(values, events);
    }
}

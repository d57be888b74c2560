package org.spikestill.runtime.kernel;

import jdk.incubator.vector.FloatVector;
import org.spikestill.model.neuron.Lif;

/// The kernels in vectors of the machine's preferred width. Each lane does what [ScalarKernels] does, in the same
/// order.
public record VectorKernels() implements Kernels {
    static int bits() {
        return FloatVector.SPECIES_PREFERRED.vectorBitSize();
    }

    @Override
    public void gather(Synapses synapses, Events events, float[] currents) {
        FloatGather.gather(synapses, events, currents);
    }

    @Override
    public void gather(IntegerSynapses synapses, Counts counts, float[] currents) {
        IntegerGather.gather(synapses, counts, currents);
    }

    @Override
    public void convolve(Synapses synapses, Frame frame, float[] in, float[] currents) {
        DenseConvolution.convolve(synapses, frame, in, currents);
    }

    @Override
    public void fire(Lif lif, float[] before, float[] membranes, float[] currents, Events spikes) {
        Firing.fire(lif, before, membranes, currents, spikes);
    }

    @Override
    public void fire(
            Lif lif, Pooling pooling, float[] before, float[] membranes, float[] currents, Events[] means, int ticks) {
        PooledFiring.fire(lif, pooling, before, membranes, currents, means, ticks);
    }

    @Override
    public void sparsify(float[] values, Events events) {
        Firing.sparsify(values, events);
    }
}

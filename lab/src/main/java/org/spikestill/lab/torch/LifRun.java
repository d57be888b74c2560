package org.spikestill.lab.torch;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.LongAdder;
import org.spikestill.model.neuron.Lif;

/// One [Lif] population over tensors: the kernel, spread over all threads.
record LifRun(Lif neuron, LifKernel kernel) {
    static LifRun of(Lif neuron) {
        return new LifRun(neuron, new VectorLif());
    }

    /// @param current `[T·N, …]`, or `[N, …]` if constant
    /// @param start membranes before the first tick in the storage order of one sample (or one value), or null
    /// @param spikes receives `[T·N, …]`; may be `current` itself where membranes are not kept
    /// @param membrane receives `[T·N, …]`, or null; may be `current` itself
    /// @param rate receives `[N, …]`, or null
    /// @return spikes fired
    long forward(
            Tensor current, boolean constant, Tensor start, Tensor spikes, Tensor membrane, Tensor rate, int ticks) {
        LifKernel.Forward call = new LifKernel.Forward(
                neuron,
                ticks,
                spikes.elements() / ticks,
                current.memory(),
                constant,
                memory(start),
                start == null ? 0 : start.elements(),
                spikes.memory(),
                memory(membrane),
                memory(rate));
        LongAdder fired = new LongAdder();
        Workers.split(call.neurons(), (from, to) -> fired.add(kernel.forward(call, from, to)));
        return fired.sum();
    }

    void backward(
            Tensor membrane,
            Tensor spikeGradient,
            Tensor rateGradient,
            Tensor currentGradient,
            boolean constant,
            int ticks) {
        LifKernel.Backward call = new LifKernel.Backward(
                neuron,
                ticks,
                membrane.elements() / ticks,
                constant,
                membrane.memory(),
                memory(spikeGradient),
                memory(rateGradient),
                currentGradient.memory());
        Workers.split(call.neurons(), (from, to) -> kernel.backward(call, from, to));
    }

    private static MemorySegment memory(Tensor tensor) {
        return tensor == null ? null : tensor.memory();
    }
}

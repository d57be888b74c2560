package org.spikestill.lab.torch;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.LongAdder;
import org.spikestill.model.neuron.Lif;

/// One [Lif] population over tensors: the kernel, spread over all threads.
record LifRun(Lif neuron, LifKernel kernel, int ticks) {
    /// What a forward run writes; only the spikes are always wanted.
    ///
    /// @param spikes `[T·N, …]`; may be the input itself where membranes are not kept
    /// @param membrane `[T·N, …]`, or null; may be the input itself
    /// @param rate `[N, …]`, or null
    /// @param sensitivity `[N, …]`, or null
    record Outputs(Tensor spikes, Tensor membrane, Tensor rate, Tensor sensitivity) {}

    /// @param current `[T·N, …]`, or `[N, …]` if constant
    /// @param start membranes before the first tick in the storage order of one sample (or one value), or null
    /// @return spikes fired
    long forward(Tensor current, boolean constant, Tensor start, Outputs outputs) {
        LifKernel.Forward call = new LifKernel.Forward(
                neuron,
                ticks,
                outputs.spikes().elements() / ticks,
                current.memory(),
                constant,
                memory(start),
                start == null ? 0 : start.elements(),
                outputs.spikes().memory(),
                memory(outputs.membrane()),
                memory(outputs.rate()),
                memory(outputs.sensitivity()));
        LongAdder fired = new LongAdder();
        Workers.split(call.neurons(), (from, to) -> fired.add(kernel.forward(call, from, to)));
        return fired.sum();
    }

    void backward(
            Tensor membrane, Tensor spikeGradient, Tensor rateGradient, Tensor currentGradient, boolean constant) {
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

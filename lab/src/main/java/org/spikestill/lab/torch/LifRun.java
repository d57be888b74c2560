package org.spikestill.lab.torch;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.LongAdder;
import org.spikestill.lab.torch.kernel.LifKernel;
import org.spikestill.lab.torch.kernel.PoolWindows;
import org.spikestill.model.neuron.Lif;

/// One [Lif] population over tensors: the kernel, spread over all threads, and what it needs both ways.
///
/// @param windows of the average pooling that follows
/// @param current `[T·N, …]`, or `[N, …]` if constant
/// @param start membranes before the first tick in the storage order of one sample (or one value), or null
/// @param mask factors of the outputs `[N, …]`, or null
record LifRun(
        Lif neuron,
        LifKernel kernel,
        int ticks,
        PoolWindows windows,
        Tensor current,
        boolean constant,
        Tensor start,
        Tensor mask) {

    /// @param spikes receives `[T·N, …]`, pooled and masked
    /// @param rate receives `[N, …]` of the population itself, or null
    /// @param averages whose output and sensitivity are received, or null
    /// @return spikes fired
    long forward(Tensor spikes, Tensor rate, RateRun averages) {
        LifKernel.Forward call = new LifKernel.Forward(
                population(),
                spikes.values(),
                memory(rate),
                averages == null
                        ? null
                        : new LifKernel.Averages(
                                averages.output().values(),
                                averages.sensitivity().values()));
        LongAdder fired = new LongAdder();
        Workers.split(call.population().outputs(), (from, to) -> fired.add(kernel.forward(call, from, to)));
        return fired.sum();
    }

    /// The same population with its currents in another place.
    LifRun on(Tensor other) {
        return new LifRun(neuron, kernel, ticks, windows, other, constant, start, mask);
    }

    /// @param currentGradient receives dL/dx; may be the current itself
    void backward(Tensor spikeGradient, Tensor rateGradient, Tensor currentGradient) {
        LifKernel.Backward call = new LifKernel.Backward(
                population(),
                spikeGradient == null ? null : spikeGradient.values(),
                memory(rateGradient),
                currentGradient.values());
        Workers.split(call.population().outputs(), (from, to) -> kernel.backward(call, from, to));
    }

    private LifKernel.Population population() {
        long neurons = constant ? current.elements() : current.elements() / ticks;
        return new LifKernel.Population(
                neuron,
                ticks,
                neurons / windows.area(),
                windows,
                current.values(),
                constant,
                memory(start),
                start == null ? 0 : start.elements(),
                memory(mask));
    }

    private static MemorySegment memory(Tensor tensor) {
        return tensor == null ? null : tensor.memory();
    }
}

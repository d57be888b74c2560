package org.spikestill.lab.torch;

import java.lang.foreign.MemorySegment;
import java.util.concurrent.atomic.LongAdder;
import org.spikestill.lab.torch.kernel.Dynamics;
import org.spikestill.lab.torch.kernel.LifKernel;
import org.spikestill.lab.torch.kernel.MembraneUpdates;
import org.spikestill.lab.torch.kernel.PoolWindows;

/// A population over tensors: the kernel, spread over all threads, and its operands on the way forward and back.
///
/// @param windows of the average pooling that follows
/// @param current `[T·N, …]`, or `[N, …]` if constant
/// @param start membranes before the first tick in the storage order of one sample (or one value), or null
/// @param currentStart synaptic currents likewise
/// @param mask factors of the outputs `[N, …]`, or null
record LifRun(
        Dynamics neuron,
        LifKernel kernel,
        int ticks,
        PoolWindows windows,
        Tensor current,
        boolean constant,
        Tensor start,
        Tensor currentStart,
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

    /// Neurons whose membrane changes, summed over ticks; at the first all of them.
    long membraneUpdates() {
        LifKernel.Population population = population();
        LongAdder updates = new LongAdder();
        Workers.split(population.neurons(), (from, to) -> updates.add(MembraneUpdates.count(population, from, to)));
        return updates.sum();
    }

    /// The same population with its currents in another place.
    LifRun on(Tensor other) {
        return new LifRun(neuron, kernel, ticks, windows, other, constant, start, currentStart, mask);
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
                start(start),
                start(currentStart),
                memory(mask));
    }

    private static LifKernel.Start start(Tensor values) {
        return new LifKernel.Start(memory(values), values == null ? 0 : values.elements());
    }

    private static MemorySegment memory(Tensor tensor) {
        return tensor == null ? null : tensor.memory();
    }
}

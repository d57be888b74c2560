package org.spikestill.lab.torch;

import java.lang.foreign.MemorySegment;
import org.spikestill.model.neuron.Lif;

/// The dynamics of one [Lif] population over all ticks in one pass, forward and backward; the same arithmetic as
/// [Lif#step], operation by operation, so that spikes agree to the last bit.
///
/// Buffers hold floats `[T, n]` in storage order, tick outermost. With constant input, `current` and `currentGradient`
/// are `[n]`. Each call works on the neurons from `from` to `to` and touches no others.
///
/// ```
/// backward, time reversed, g = dL/dv[t], z = u/threshold − 1:
/// CHARGE_FIRST   dL/du[t] = (dL/ds[t] + g·dv/ds)·slope(z)/threshold + g·dv/du     dL/dx[t] = dL/du[t]
///                dL/dv[t−1] = leak·dL/du[t]
/// FIRE_FIRST     dL/dx[t] = g,  r = leak·g
///                dL/dv[t−1] = (dL/ds[t] + r·dv/ds)·slope(z)/threshold + r·dv/du
/// sensitivity, φ = slope(z)/threshold, κ = du/dx:   e = (1/T) Σ_t φ[t]·κ[t],   κ' = dv/du·κ + dv/ds·φ·κ
/// CHARGE_FIRST   κ[1] = 1, κ[t+1] = 1 + leak·κ'[t]
/// FIRE_FIRST     κ[1] = 0, κ[t+1] = 1 + leak·κ'[t]
/// dv/du = 1 (soft) or 1 − s (hard);  dv/ds = 0 if detached, else −threshold (soft) or −u (hard)
/// ```
interface LifKernel {
    /// Runs a population through all ticks.
    ///
    /// @param start membrane before the first tick, one value per neuron of a sample, repeated over the batch; or null for 0
    /// @param membrane receives u, the membrane that the threshold is compared with, or null
    /// @param rate receives the mean of s over ticks `[n]`, or null
    /// @param sensitivity receives e = dr/dx, the rate's derivative by a current added at every tick `[n]`, or null
    /// @return spikes fired
    long forward(Forward call, long from, long to);

    void backward(Backward call, long from, long to);

    record Forward(
            Lif neuron,
            int ticks,
            long neurons,
            MemorySegment current,
            boolean constant,
            MemorySegment start,
            long startLength,
            MemorySegment spikes,
            MemorySegment membrane,
            MemorySegment rate,
            MemorySegment sensitivity) {}

    /// @param spikeGradient dL/ds `[T, n]`, or null where nothing reads the spikes
    /// @param rateGradient dL/drate `[n]`, or null
    /// @param currentGradient receives dL/dx; may be `spikeGradient` itself unless the input is constant
    record Backward(
            Lif neuron,
            int ticks,
            long neurons,
            boolean constant,
            MemorySegment membrane,
            MemorySegment spikeGradient,
            MemorySegment rateGradient,
            MemorySegment currentGradient) {}
}

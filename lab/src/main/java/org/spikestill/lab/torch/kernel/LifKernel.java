package org.spikestill.lab.torch.kernel;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.spikestill.model.surrogate.Atan;
import org.spikestill.model.surrogate.Rectangle;
import org.spikestill.model.surrogate.Sigmoid;
import org.spikestill.model.surrogate.Surrogate;
import org.spikestill.model.surrogate.Triangle;

/// The dynamics of one population over all ticks in one pass, forward and backward, with the average pooling and the dropout
/// that follow it; the same arithmetic as [org.spikestill.model.neuron.Lif#step], or that of a neuron with a synaptic current, operation
/// by operation, so that spikes agree to the last bit. Nothing but the currents is kept for the way back: it finds the membranes again.
///
/// Buffers lie in storage order, tick outermost: `[T, n]` for neurons, `[T, m]` for outputs, where an output is a neuron or
/// the mean of a pooling window. A call works on the outputs from `from` to `to` and the neurons behind them, and touches
/// no others.
///
/// ```
/// backward, time reversed, g = dL/dv[t], z = u/threshold − 1, dL/ds[t] = dL/dy[t]·mask/area + dL/drate/T:
/// CHARGE_FIRST   dL/du[t] = (dL/ds[t] + g·dv/ds)·slope(z)/threshold + g·dv/du     dL/dx[t] = dL/du[t]
///                dL/dv[t−1] = leak·dL/du[t]
/// FIRE_FIRST     dL/dx[t] = g,  r = leak·g
///                dL/dv[t−1] = (dL/ds[t] + r·dv/ds)·slope(z)/threshold + r·dv/du
/// sensitivity, φ = slope(z)/threshold, κ = du/dx:   e = (1/T) Σ_t φ[t]·κ[t],   κ' = dv/du·κ + dv/ds·φ·κ
/// CHARGE_FIRST   κ[1] = 1, κ[t+1] = 1 + leak·κ'[t]
/// FIRE_FIRST     κ[1] = 0, κ[t+1] = 1 + leak·κ'[t]
/// driven         the same as CHARGE_FIRST with dL/di[t] = dL/du[t] + current'·dL/di[t+1] as dL/dx[t] and membrane' as leak,
///                κ[t+1] = χ[t+1] + membrane'·κ'[t],  χ[1] = 1, χ[t+1] = 1 + current'·χ[t]
/// dv/du = 1 (soft) or 1 − s (hard);  dv/ds = 0 if detached, else −threshold (soft) or −u (hard)
/// ```
public interface LifKernel {
    /// The fastest kernel that this JVM offers.
    static LifKernel best() {
        return Vectors.PRESENT ? new VectorLif() : new ScalarLif();
    }

    /// Whether kernels have a closed form of a surrogate; populations with others stay on the reference path.
    static boolean knows(Surrogate surrogate) {
        return surrogate instanceof Triangle
                || surrogate instanceof Atan
                || surrogate instanceof Rectangle
                || surrogate instanceof Sigmoid;
    }

    /// @return spikes fired
    long forward(Forward call, long from, long to);

    void backward(Backward call, long from, long to);

    /// States before the first tick.
    ///
    /// @param values one per neuron of a sample, or one for all, repeated over the batch; or null for 0
    record Start(MemorySegment values, long length) {
        static final Start ZERO = new Start(null, 0);

        float of(long neuron) {
            return values == null ? 0 : values.getAtIndex(ValueLayout.JAVA_FLOAT, neuron % length);
        }
    }

    /// A population and what drives it.
    ///
    /// @param outputs m
    /// @param current x `[T, n]`, or `[n]` if constant
    /// @param start membranes before the first tick
    /// @param currentStart synaptic currents before the first tick
    /// @param mask factors of the outputs `[m]`, shared by all ticks, or null for 1
    record Population(
            Dynamics neuron,
            int ticks,
            long outputs,
            PoolWindows windows,
            Values current,
            boolean constant,
            Start start,
            Start currentStart,
            MemorySegment mask) {
        /// n
        public long neurons() {
            return outputs * windows.area();
        }
    }

    /// @param spikes receives y `[T, m]`; may be the current itself where outputs are neurons of the same precision
    /// @param rate receives the mean of s over ticks `[n]`, or null
    /// @param averages receives what the time-averaged network needs, or null
    record Forward(Population population, Values spikes, MemorySegment rate, Averages averages) {}

    /// @param output receives the mean of y over ticks `[m]`
    /// @param sensitivity receives e = dr/dx, the rate's derivative by a current added at every tick `[n]`
    record Averages(Values output, Values sensitivity) {}

    /// @param spikeGradient dL/dy `[T, m]`, or null where nothing reads the spikes
    /// @param rateGradient dL/drate `[n]`, or null
    /// @param currentGradient receives dL/dx, laid out like the current; may be the current itself
    record Backward(Population population, Values spikeGradient, MemorySegment rateGradient, Values currentGradient) {}
}

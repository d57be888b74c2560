package org.spikestill.lab.torch.kernel;

import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;

/// The way back through one neuron in double precision, from the chain rule alone, with the error that floats may add.
///
/// ```
/// φ = slope(u/V − 1) / V     ∂v/∂u = ∂reset/∂u + ∂reset/∂s·φ      reset = u − V·s, or u − u·s
/// charge first   dL/du[t] = dL/ds[t]·φ + leak·dL/du[t+1]·∂v/∂u            dL/dx[t] = dL/du[t]
/// fire first     dL/dv[t−1] = dL/ds[t]·φ + leak·dL/dv[t]·∂v/∂u            dL/dx[t] = dL/dv[t]
/// ```
record LifGradient(Lif neuron) {
    /// Roundings that a float evaluation of a slope takes, as a share of the largest slope: the steepest is the logistic
    /// one, where 1 − p cancels and four times the largest slope is lost to each of four roundings.
    private static final double SLOPE_ROUNDINGS = 16;

    /// dL/dx of every tick.
    ///
    /// @param membrane u of every tick, as kept by the way forward
    /// @param spikeGradient dL/ds of every tick
    Rounded[] of(float[] membrane, Rounded[] spikeGradient) {
        Rounded[] result = new Rounded[membrane.length];
        Rounded later = Rounded.ZERO; // dL/du[t+1], or dL/dv[t]
        for (int t = membrane.length - 1; t >= 0; t--) {
            Rounded carried = later.times(neuron.leak()); // dL/d(membrane after the reset)
            float u = membrane[t];
            Rounded fired = spikeGradient[t];
            if (!neuron.reset().detached()) {
                fired = fired.plus(carried.times(resetBySpike(u)));
            }
            Rounded now = fired.times(slope(u).divide(neuron.threshold())).plus(carried.times(resetByMembrane(u)));
            result[t] = neuron.order() == Order.CHARGE_FIRST ? now : later;
            later = now;
        }
        return result;
    }

    private double resetBySpike(float u) {
        return neuron.reset().target() == Reset.Target.SUBTRACT ? -neuron.threshold() : -u;
    }

    private double resetByMembrane(float u) {
        return neuron.reset().target() == Reset.Target.ZERO && u > neuron.threshold() ? 0 : 1;
    }

    /// Every implementation finds the same z, rounded twice; what is exact from here on is exact in that z.
    private Rounded slope(float u) {
        float z = (u - neuron.threshold()) / neuron.threshold();
        double largest = neuron.surrogate().slope(0);
        return new Rounded(neuron.surrogate().slope(z), SLOPE_ROUNDINGS * largest * Rounded.UNIT);
    }
}

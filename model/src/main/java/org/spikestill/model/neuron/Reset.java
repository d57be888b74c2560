package org.spikestill.model.neuron;

import org.spikestill.model.algebra.Algebra;

/// Reset of the membrane potential after a spike.
///
/// ```
/// SUBTRACT   v = u − threshold·s     soft reset
/// ZERO       v = u − u·s             hard reset
/// ```
///
/// @param target where the membrane goes
/// @param detached whether the gradient ignores the reset's spikes, as the hybrid-training reference code does
public record Reset(Target target, boolean detached) {
    public enum Target {
        SUBTRACT,
        ZERO
    }

    public Reset() {
        this(Target.SUBTRACT, true);
    }

    /// With a threshold that is a value of its own, such as one that is trained.
    <V> V apply(Algebra<V> a, V membrane, V spikes, V threshold) {
        V fired = detached ? a.detach(spikes) : spikes;
        return switch (target) {
            case SUBTRACT -> a.subtract(membrane, a.multiply(fired, threshold));
            case ZERO -> a.subtract(membrane, a.multiply(membrane, fired));
        };
    }

    public <V> V apply(Algebra<V> a, V membrane, V spikes, float threshold) {
        V fired = detached ? a.detach(spikes) : spikes;
        return switch (target) {
            case SUBTRACT -> a.subtract(membrane, a.scale(fired, threshold));
            case ZERO -> a.subtract(membrane, a.multiply(membrane, fired));
        };
    }
}

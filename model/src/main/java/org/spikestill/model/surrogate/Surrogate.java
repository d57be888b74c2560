package org.spikestill.model.surrogate;

import java.util.List;
import org.spikestill.model.algebra.Algebra;
import org.spikestill.model.algebra.SoftStep;
import org.spikestill.model.settings.Catalog;

/// Smooth stand-in for the derivative of the firing step, over z = overdrive / unit, unit usually the threshold.
public interface Surrogate extends SoftStep {
    static Catalog<Surrogate> catalog() {
        return Surrogates.CATALOG;
    }

    /// Names of what a neuron has to remember for its slope, one value per neuron, 0 at first.
    default List<String> memory() {
        return List.of();
    }

    /// 1 where overdrive > 0, else 0, with this slope as its gradient.
    default <V> V spike(Algebra<V> a, V overdrive, float unit, List<V> memory) {
        return a.spike(overdrive, unit, this);
    }

    /// The memory in the next tick.
    default <V> List<V> next(Algebra<V> a, List<V> memory, V spikes) {
        return memory;
    }

    /// The derivative of [#soft] in closed form, per unit of z.
    double slope(double z);
}

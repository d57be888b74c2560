package org.spikestill.model.surrogate;

import static org.spikestill.model.Check.notNegative;
import static org.spikestill.model.Check.positive;

import java.util.List;
import org.spikestill.model.algebra.Algebra;

/// Spike-time-dependent surrogate of hybrid training (STDB; Rathi et al., ICLR 2020): the longer a neuron has been silent,
/// the less it learns. Its membrane does not matter.
///
/// ```
/// ds[t]/dz = alpha · e^(−beta·dt)      dt = t − 1 − tick of the last spike before t
/// memory m = e^(−beta·dt):   m[1] = 0,   m[t+1] = 1 after a spike, else e^(−beta) · m[t]
/// ```
///
/// A neuron that has not fired yet gets nothing. The reference code lets its last spike lie 1000 ticks back and computes
/// (e^(−dt))^beta, whose inner power is 0 in fp32 from dt = 104 on: there, too, it gets exactly nothing. The authors
/// found this surrogate unstable and recommend the linear one, [Triangle].
///
/// @param alpha largest slope, > 0
/// @param beta decay per silent tick, ≥ 0
public record SpikeTime(float alpha, float beta) implements Surrogate {
    public SpikeTime {
        positive("alpha", alpha);
        notNegative("beta", beta);
    }

    public SpikeTime() {
        this(0.3f, 0.01f);
    }

    @Override
    public List<String> memory() {
        return List.of("recency");
    }

    @Override
    public <V> V spike(Algebra<V> a, V overdrive, float unit, List<V> memory) {
        V soft = a.multiply(soft(a, a.scale(overdrive, 1 / unit)), a.detach(memory.getFirst()));
        V hard = a.detach(a.spike(overdrive, unit, this));
        return a.add(hard, a.subtract(soft, a.detach(soft)));
    }

    @Override
    public <V> List<V> next(Algebra<V> a, List<V> memory, V spikes) {
        V faded = a.scale(a.detach(memory.getFirst()), (float) Math.exp(-beta));
        V fired = a.detach(spikes);
        return List.of(a.add(fired, a.subtract(faded, a.multiply(fired, faded))));
    }

    /// As right after a spike.
    @Override
    public <V> V soft(Algebra<V> a, V z) {
        return a.scale(z, alpha);
    }

    /// As right after a spike.
    @Override
    public double slope(double z) {
        return alpha;
    }
}

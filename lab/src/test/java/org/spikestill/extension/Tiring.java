package org.spikestill.extension;

import java.util.List;
import org.spikestill.model.algebra.Algebra;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.model.surrogate.Surrogate;
import org.spikestill.model.surrogate.Triangle;

/// Integrate-and-fire neuron with spike-frequency adaptation: each spike raises the effective threshold, which recovers with
/// time. `docs/extending.md` shows this file.
///
/// ```
/// u = v[t−1] + x[t]      s[t] = 1 if u − strength·f[t−1] > threshold
/// v[t] = u − threshold·s[t]      f[t] = decay·f[t−1] + s[t]
/// ```
///
/// @param decay share of the fatigue f kept per tick
/// @param strength rise of the effective threshold per spike
/// @param threshold in the unit of the input
/// @param surrogate derivative of the firing step
public record Tiring(float decay, float strength, float threshold, Surrogate surrogate) implements Neuron.Firing {
    public Tiring() {
        this(0.5f, 0.1f, 1, new Triangle());
    }

    @Override
    public List<String> state() {
        return List.of("v", "fatigue");
    }

    @Override
    public Tiring withThreshold(float value) {
        return new Tiring(decay, strength, value, surrogate);
    }

    @Override
    public <V> Pulse<V> step(Algebra<V> a, V input, List<V> state, List<V> learned) {
        V charged = a.add(state.getFirst(), input);
        V felt = a.subtract(charged, a.scale(state.getLast(), strength));
        V spikes = a.spike(a.shift(felt, -threshold), threshold, surrogate);
        V fired = a.detach(spikes);
        V membrane = a.subtract(charged, a.scale(fired, threshold));
        return new Pulse<>(spikes, List.of(membrane, a.add(a.scale(state.getLast(), decay), fired)));
    }
}

package org.spikestill.extension;

import java.util.List;
import org.spikestill.model.algebra.Algebra;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.model.surrogate.Atan;
import org.spikestill.model.surrogate.Surrogate;

/// A neuron only these tests know: the input charges a current, the current charges the membrane, firing clears it.
///
/// ```
/// i[t] = decay·i[t−1] + x[t]      u = v[t−1] + i[t]      s[t] = 1 if u > threshold      v[t] = u − u·s[t]
/// ```
public record Lagging(float decay, float threshold, Surrogate surrogate) implements Neuron.Firing {
    public Lagging() {
        this(0.5f, 1f, new Atan());
    }

    @Override
    public List<String> state() {
        return List.of("i", "v");
    }

    @Override
    public Lagging withThreshold(float value) {
        return new Lagging(decay, value, surrogate);
    }

    @Override
    public <V> Pulse<V> step(Algebra<V> a, V input, List<V> state, List<V> learned) {
        V current = a.add(a.scale(state.getFirst(), decay), input);
        V ready = a.add(state.getLast(), current);
        V spikes = a.spike(a.shift(ready, -threshold), threshold, surrogate);
        return new Pulse<>(spikes, List.of(current, a.subtract(ready, a.multiply(ready, a.detach(spikes)))));
    }
}

package org.spikestill.model.neuron;

import static org.spikestill.model.Check.positive;
import static org.spikestill.model.Check.within;

import java.util.ArrayList;
import java.util.List;
import org.spikestill.model.algebra.Algebra;
import org.spikestill.model.surrogate.Surrogate;
import org.spikestill.model.surrogate.Triangle;

/// Leaky integrate-and-fire neuron, one update per tick; with `leak = 1` it does not leak (IF).
///
/// ```
/// CHARGE_FIRST   u = leak·v[t−1] + x[t]    s[t] = 1 if u > threshold         v[t] = reset(u, s[t])
/// FIRE_FIRST     s[t] = 1 if v[t−1] > threshold     v[t] = leak·reset(v[t−1], s[t]) + x[t]
/// ```
///
/// Equality stays silent. Rathi et al., ICLR 2020; LaSNN eqs 1 and 2.
///
/// @param leak share of the membrane kept per tick, in [0, 1]
/// @param threshold in the unit of the input, > 0
/// @param reset what firing does to the membrane
/// @param order which comes first within a tick
/// @param surrogate derivative of the firing step over z = u / threshold − 1
public record Lif(float leak, float threshold, Reset reset, Order order, Surrogate surrogate) implements Neuron.Firing {
    public Lif {
        within("leak", leak, 0, 1);
        positive("threshold", threshold);
    }

    public Lif() {
        this(1f, 1f, new Reset(), Order.CHARGE_FIRST, new Triangle());
    }

    @Override
    public List<String> state() {
        List<String> state = new ArrayList<>(List.of("v"));
        state.addAll(surrogate.memory());
        return List.copyOf(state);
    }

    @Override
    public Lif withThreshold(float value) {
        return new Lif(leak, value, reset, order, surrogate);
    }

    @Override
    public <V> Pulse<V> step(Algebra<V> a, V input, List<V> state, List<V> learned) {
        V v = state.getFirst();
        V ready = order == Order.CHARGE_FIRST ? a.add(a.scale(v, leak), input) : v;
        List<V> memory = state.subList(1, state.size());
        V spikes = surrogate.spike(a, a.shift(ready, -threshold), threshold, memory);
        V rested = reset.apply(a, ready, spikes, threshold);
        V next = order == Order.CHARGE_FIRST ? rested : a.add(a.scale(rested, leak), input);
        List<V> after = new ArrayList<>(List.of(next));
        after.addAll(surrogate.next(a, memory, spikes));
        return new Pulse<>(spikes, after);
    }
}

package org.spikestill.model.neuron;

import static org.spikestill.model.Check.positive;
import static org.spikestill.model.Check.within;

import java.util.ArrayList;
import java.util.List;
import org.spikestill.model.algebra.Algebra;
import org.spikestill.model.settings.Name;
import org.spikestill.model.surrogate.Surrogate;
import org.spikestill.model.surrogate.Triangle;

/// Current-based leaky integrate-and-fire neuron: a synaptic current that decays drives the membrane, and firing resets the
/// membrane to zero (the CubaLIF of NIR; Pedersen et al., Nature Communications 2024).
///
/// ```
/// i[t] = currentLeak·i[t−1] + x[t]      u = leak·v[t−1] + i[t]
/// s[t] = 1 if u > threshold             v[t] = u·(1 − s[t])
/// ```
///
/// The new current drives the membrane of the same tick. Equality stays silent; the current outlives a spike. With
/// `currentLeak = 0` this is [Lif] with a hard reset.
///
/// @param currentLeak share of the synaptic current kept per tick, in [0, 1]
/// @param leak share of the membrane kept per tick, in [0, 1]
/// @param threshold in the unit of the input, > 0
/// @param surrogate derivative of the firing step over z = u / threshold − 1
@Name("cuba-lif")
public record CubaLif(float currentLeak, float leak, float threshold, Surrogate surrogate) implements Neuron.Firing {
    private static final Reset HARD = new Reset(Reset.Target.ZERO, true);

    public CubaLif {
        within("currentLeak", currentLeak, 0, 1);
        within("leak", leak, 0, 1);
        positive("threshold", threshold);
    }

    public CubaLif() {
        this(0.5f, 0.9f, 1, new Triangle());
    }

    @Override
    public List<String> state() {
        List<String> state = new ArrayList<>(List.of("v", "current"));
        state.addAll(surrogate.memory());
        return List.copyOf(state);
    }

    @Override
    public CubaLif withThreshold(float value) {
        return new CubaLif(currentLeak, leak, value, surrogate);
    }

    @Override
    public <V> Pulse<V> step(Algebra<V> a, V input, List<V> state, List<V> learned) {
        V current = a.add(a.scale(state.get(1), currentLeak), input);
        V charged = a.add(a.scale(state.getFirst(), leak), current);
        List<V> memory = state.subList(2, state.size());
        V spikes = surrogate.spike(a, a.shift(charged, -threshold), threshold, memory);
        List<V> after = new ArrayList<>(List.of(HARD.apply(a, charged, spikes, threshold), current));
        after.addAll(surrogate.next(a, memory, spikes));
        return new Pulse<>(spikes, after);
    }
}

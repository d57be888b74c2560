package org.spikestill.model.neuron;

import static org.spikestill.model.Check.within;

import java.util.List;
import org.spikestill.model.algebra.Algebra;

/// Leaky read-out that never fires: its membrane is the output (`LI` in NIR).
///
/// ```
/// v[t] = leak·v[t−1] + x[t]      output[t] = v[t]
/// ```
///
/// @param leak share of the membrane kept per tick, in [0, 1]
public record LeakyIntegrator(float leak) implements Neuron {
    public LeakyIntegrator {
        within("leak", leak, 0, 1);
    }

    public LeakyIntegrator() {
        this(0.9f);
    }

    @Override
    public List<String> state() {
        return List.of("v");
    }

    @Override
    public <V> Pulse<V> step(Algebra<V> a, V input, List<V> state, List<V> learned) {
        V v = a.add(a.scale(state.getFirst(), leak), input);
        return new Pulse<>(v, List.of(v));
    }
}

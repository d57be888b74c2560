package org.spikestill.model.neuron;

import java.util.List;
import org.spikestill.model.algebra.Algebra;

/// Read-out that integrates and never fires: its membrane is the output (LaSNN eq. 3).
///
/// ```
/// v[t] = v[t−1] + x[t]      output[t] = v[t]
/// ```
public record Integrator() implements Neuron {
    @Override
    public List<String> state() {
        return List.of("v");
    }

    @Override
    public <V> Pulse<V> step(Algebra<V> a, V input, List<V> state, List<V> learned) {
        V v = a.add(state.getFirst(), input);
        return new Pulse<>(v, List.of(v));
    }
}

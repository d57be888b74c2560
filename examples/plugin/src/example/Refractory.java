package example;

import java.util.List;
import org.spikestill.model.algebra.Algebra;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.model.surrogate.Surrogate;
import org.spikestill.model.surrogate.Triangle;

/// Integrate-and-fire neuron with relative refractoriness: a current that arrives in the tick after a spike counts for less.
///
/// ```
/// u = v[t−1] + x[t]·(1 − loss·s[t−1])      s[t] = 1 if u > threshold; equality stays silent
/// v[t] = u − threshold·s[t]
/// ```
///
/// @param loss share of the current that is lost in the tick after a spike, in [0, 1]
/// @param threshold in the unit of the input
/// @param surrogate derivative of the firing step
public record Refractory(float loss, float threshold, Surrogate surrogate) implements Neuron.Firing {
    public Refractory {
        if (!(loss >= 0 && loss <= 1)) {
            throw new IllegalArgumentException("loss is " + loss + ": it must lie in [0, 1]");
        }
    }

    public Refractory() {
        this(0.5f, 1, new Triangle());
    }

    @Override
    public List<String> state() {
        return List.of("v", "fired");
    }

    @Override
    public Refractory withThreshold(float value) {
        return new Refractory(loss, value, surrogate);
    }

    @Override
    public <V> Pulse<V> step(Algebra<V> a, V input, List<V> state, List<V> learned) {
        V share = a.shift(a.scale(state.getLast(), -loss), 1);
        V charged = a.add(state.getFirst(), a.multiply(input, share));
        V spikes = a.spike(a.shift(charged, -threshold), threshold, surrogate);
        V fired = a.detach(spikes);
        return new Pulse<>(spikes, List.of(a.subtract(charged, a.scale(fired, threshold)), fired));
    }
}

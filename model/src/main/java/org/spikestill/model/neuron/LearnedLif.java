package org.spikestill.model.neuron;

import static org.spikestill.model.Check.positive;
import static org.spikestill.model.Check.within;

import java.util.ArrayList;
import java.util.List;
import org.spikestill.model.algebra.Algebra;
import org.spikestill.model.surrogate.Surrogate;
import org.spikestill.model.surrogate.Triangle;

/// [Lif] whose threshold, leak or both are trained along with the weights, one value per population (DIET-SNN; Rathi and
/// Roy, IEEE TNNLS 2021). The trained values are offsets that start at 0, so that thresholds come from the conversion.
///
/// ```
/// V = threshold + threshold_offset, at least threshold / 1000      leak + leak_offset, in [0, 1]
/// z = u/V − 1,   dz/dV = −u/V²;   the soft reset passes on −s
/// ```
///
/// The bounds hold the values and let gradients through, as if the constants themselves were clipped after every update.
///
/// @param leak before training, in [0, 1]
/// @param threshold before training, > 0
/// @param learns which of the two are trained
public record LearnedLif(float leak, float threshold, Reset reset, Order order, Surrogate surrogate, Learns learns)
        implements Neuron.Firing {
    public enum Learns {
        THRESHOLD,
        LEAK,
        BOTH
    }

    private static final float LEAST = 1e-3f;

    public LearnedLif {
        within("leak", leak, 0, 1);
        positive("threshold", threshold);
    }

    public LearnedLif() {
        this(1f, 1f, new Reset(), Order.CHARGE_FIRST, new Triangle(), Learns.BOTH);
    }

    @Override
    public List<String> state() {
        List<String> state = new ArrayList<>(List.of("v"));
        state.addAll(surrogate.memory());
        return List.copyOf(state);
    }

    @Override
    public List<String> learned() {
        return switch (learns) {
            case THRESHOLD -> List.of("threshold_offset");
            case LEAK -> List.of("leak_offset");
            case BOTH -> List.of("threshold_offset", "leak_offset");
        };
    }

    @Override
    public LearnedLif withThreshold(float value) {
        return new LearnedLif(leak, value, reset, order, surrogate, learns);
    }

    /// The same neuron with what it has learned built in.
    @Override
    public Lif fixed(List<Float> learned) {
        float v = learns == Learns.LEAK
                ? threshold
                : held(threshold + learned.getFirst(), LEAST * threshold, Float.MAX_VALUE);
        float kept = learns == Learns.THRESHOLD ? leak : held(leak + learned.getLast(), 0, 1);
        return new Lif(kept, v, reset, order, surrogate);
    }

    private static float held(float value, float low, float high) {
        return Math.clamp(value, low, high);
    }

    @Override
    public <V> Pulse<V> step(Algebra<V> a, V input, List<V> state, List<V> learned) {
        V v = state.getFirst();
        V zero = a.scale(learned.getFirst(), 0);
        V offset = learns == Learns.LEAK ? zero : learned.getFirst();
        V threshold = held(a, a.shift(offset, this.threshold), LEAST * this.threshold, Float.MAX_VALUE);
        V leak = held(a, a.shift(learns == Learns.THRESHOLD ? zero : learned.getLast(), this.leak), 0, 1);
        V ready = order == Order.CHARGE_FIRST ? a.add(a.multiply(v, leak), input) : v;
        V overdrive = a.divide(a.subtract(ready, threshold), threshold); // z
        List<V> memory = state.subList(1, state.size());
        V spikes = surrogate.spike(a, overdrive, 1, memory);
        V rested = reset.apply(a, ready, spikes, threshold);
        V next = order == Order.CHARGE_FIRST ? rested : a.add(a.multiply(rested, leak), input);
        List<V> after = new ArrayList<>(List.of(next));
        after.addAll(surrogate.next(a, memory, spikes));
        return new Pulse<>(spikes, after);
    }

    private static <V> V held(Algebra<V> a, V value, float low, float high) {
        return a.add(value, a.detach(a.subtract(a.clamp(value, low, high), value)));
    }
}

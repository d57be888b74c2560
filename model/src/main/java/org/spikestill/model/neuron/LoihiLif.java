package org.spikestill.model.neuron;

import static org.spikestill.model.Check.positive;
import static org.spikestill.model.Check.within;

import java.util.ArrayList;
import java.util.List;
import org.spikestill.model.algebra.Algebra;
import org.spikestill.model.settings.Name;
import org.spikestill.model.surrogate.Surrogate;
import org.spikestill.model.surrogate.Triangle;

/// Compartment of a first-generation Loihi chip: a [CubaLif] whose decays are 12-bit integers and round toward zero, for
/// training under the arithmetic of the chip (Davies et al., IEEE Micro 2018).
///
/// ```
/// decay(n, d) = trunc(n·(4096 − d) / 4096)      n a whole number of unit/64
/// u[t] = decay(u[t−1], currentDecay + 1) + x[t]
/// v    = clamp(decay(v[t−1], voltageDecay) + u[t], ±(2²³ − 1)·unit/64)
/// s[t] = 1 if v > threshold                     v[t] = v·(1 − s[t])
/// ```
///
/// If inputs are whole numbers of unit/64, every value here is an integer of at most 24 bits and float arithmetic is exact:
/// n = 4096·h + l gives decay(n, d) = h·k + trunc(l·k / 4096) with k = 4096 − d, and no product exceeds 2²⁴. The wrap-around
/// of u at 24 bits is absent; a device refuses weights with which it could happen. The gradient ignores the rounding.
///
/// With `currentDecay = 4095` and `voltageDecay = 0` nothing decays and this is [Lif] with a hard reset.
///
/// @param currentDecay register δu, 0 to 4095: 4095 forgets the current at once
/// @param voltageDecay register δv, 0 to 4095: 0 keeps the membrane
/// @param threshold in the unit of the input, > 0
/// @param unit value of a weight mantissa of 1, a power of two
/// @param surrogate derivative of the firing step over z = v / threshold − 1
@Name("loihi-lif")
public record LoihiLif(int currentDecay, int voltageDecay, float threshold, float unit, Surrogate surrogate)
        implements Neuron.Firing {
    /// The register δu of a neuron whose current lasts one tick.
    public static final int FORGET = 4095;

    /// A decay that keeps nothing.
    public static final int WHOLE = 4096;

    private static final int STEPS = 64; // of state per unit: weights are shifted by 6 bits
    private static final float LARGEST = 0x1p23f - 1;
    private static final Reset HARD = new Reset(Reset.Target.ZERO, true);

    public LoihiLif {
        within("currentDecay", currentDecay, 0, WHOLE - 1);
        within("voltageDecay", voltageDecay, 0, WHOLE - 1);
        positive("threshold", threshold);
        positive("unit", unit);
    }

    public LoihiLif() {
        this(FORGET, 0, 1, 0x1p-8f, new Triangle());
    }

    /// Whole numbers of state per unit of the input.
    public float steps() {
        return STEPS / unit;
    }

    /// Largest membrane in the unit of the input; the smallest is its negative.
    public float limit() {
        return LARGEST * unit / STEPS;
    }

    @Override
    public List<String> state() {
        List<String> state = new ArrayList<>(List.of("v", "current"));
        state.addAll(surrogate.memory());
        return List.copyOf(state);
    }

    @Override
    public LoihiLif withThreshold(float value) {
        return new LoihiLif(currentDecay, voltageDecay, value, unit, surrogate);
    }

    @Override
    public <V> Pulse<V> step(Algebra<V> a, V input, List<V> state, List<V> learned) {
        V current = a.add(decayed(a, state.get(1), currentDecay + 1), input);
        V charged = a.clamp(a.add(decayed(a, state.getFirst(), voltageDecay), current), -limit(), limit());
        List<V> memory = state.subList(2, state.size());
        V spikes = surrogate.spike(a, a.shift(charged, -threshold), threshold, memory);
        List<V> after = new ArrayList<>(List.of(HARD.apply(a, charged, spikes, threshold), current));
        after.addAll(surrogate.next(a, memory, spikes));
        return new Pulse<>(spikes, after);
    }

    private <V> V decayed(Algebra<V> a, V value, int decay) {
        if (decay == 0) {
            return value;
        }
        int kept = WHOLE - decay;
        V steps = a.scale(value, steps());
        V high = a.truncate(a.scale(steps, 1f / WHOLE));
        V low = a.subtract(steps, a.scale(high, WHOLE));
        V sum = a.add(a.scale(high, kept), a.truncate(a.scale(low, (float) kept / WHOLE)));
        return a.scale(sum, unit / STEPS);
    }
}

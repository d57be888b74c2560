package org.spikestill.lab.torch.kernel;

import java.util.Optional;
import org.spikestill.model.neuron.CubaLif;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.LoihiLif;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;
import org.spikestill.model.surrogate.Surrogate;

/// A neuron that [LifKernel] computes: a [Lif], or one whose synaptic current decays.
///
/// ```
/// plain      u and v as in Lif, driven by x[t]
/// driven     i[t] = current(i[t−1]) + x[t]     u = clamp(membrane(v[t−1]) + i[t], ±limit)     v[t] = u·(1 − s[t])
/// ```
///
/// @param lif threshold, reset, order and surrogate; of a driven neuron it charges nothing itself and has a leak of 0
/// @param membrane decay of v
/// @param current decay of i
/// @param limit of the size of u; infinite for none. A membrane at its limit passes no gradient on.
/// @param driven whether there is a current
public record Dynamics(Lif lif, Decay membrane, Decay current, float limit, boolean driven) {
    private static final Reset HARD = new Reset(Reset.Target.ZERO, true);

    /// The dynamics of a neuron; empty if no kernel computes it.
    public static Optional<Dynamics> of(Neuron neuron) {
        return switch (neuron) {
            case Lif lif
            when LifKernel.knows(lif.surrogate()) ->
                Optional.of(new Dynamics(lif, Decay.by(lif.leak()), Decay.by(0), Float.POSITIVE_INFINITY, false));
            case CubaLif(float currentLeak, float leak, float threshold, Surrogate surrogate)
            when LifKernel.knows(surrogate) ->
                Optional.of(
                        driven(threshold, surrogate, Decay.by(leak), Decay.by(currentLeak), Float.POSITIVE_INFINITY));
            case LoihiLif chip
            when LifKernel.knows(chip.surrogate()) ->
                Optional.of(driven(
                        chip.threshold(),
                        chip.surrogate(),
                        Decay.rounded(chip.voltageDecay(), chip.steps()),
                        Decay.rounded(chip.currentDecay() + 1, chip.steps()),
                        chip.limit()));
            default -> Optional.empty();
        };
    }

    private static Dynamics driven(float threshold, Surrogate surrogate, Decay membrane, Decay current, float limit) {
        Lif rest = new Lif(0, threshold, HARD, Order.CHARGE_FIRST, surrogate);
        return new Dynamics(rest, membrane, current, limit, true);
    }

    float limited(float u) {
        return Math.min(Math.max(u, -limit), limit);
    }

    /// Whether u passes a gradient on.
    boolean passes(float u) {
        return Math.abs(u) < limit || limit == Float.POSITIVE_INFINITY;
    }
}

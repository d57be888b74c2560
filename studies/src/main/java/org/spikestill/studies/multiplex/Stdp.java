package org.spikestill.studies.multiplex;

import static org.spikestill.model.Check.notNegative;
import static org.spikestill.model.Check.positive;
import static org.spikestill.model.Check.within;

import java.util.List;

/// Spike-timing-dependent plasticity between all pairs of spikes, with weights in [0, 1].
///
/// ```
/// Δt = t_post − t_pre      Δw =  A₊·(1 − w)^μ·exp(−Δt / τ₊)   for Δt ≥ 0
///                          Δw = −A₋·w^μ·exp(Δt / τ₋)          for Δt < 0
/// ```
///
/// The same in traces, which decay by exp(−1 / τ) a tick: at a presynaptic spike w −= A₋·w^μ·y and x += 1; at a postsynaptic one
/// w += A₊·(1 − w)^μ·x and y += 1. Within a tick presynaptic spikes come first. μ = 0 is the additive rule with clipped weights,
/// μ = 1 the multiplicative one (Gütig, Aharonov, Rotter, Sompolinsky, Journal of Neuroscience 2003).
///
/// @param potentiation A₊, ≥ 0
/// @param depression A₋, ≥ 0
/// @param tauPlusTicks τ₊, > 0
/// @param tauMinusTicks τ₋, > 0
/// @param exponent μ, in [0, 1]
public record Stdp(float potentiation, float depression, float tauPlusTicks, float tauMinusTicks, float exponent) {
    public Stdp {
        notNegative("potentiation", potentiation);
        notNegative("depression", depression);
        positive("tauPlusTicks", tauPlusTicks);
        positive("tauMinusTicks", tauMinusTicks);
        within("exponent", exponent, 0, 1);
    }

    public Stdp() {
        this(0.1f, 0.105f, 8, 8, 1);
    }

    /// The same with both amplitudes multiplied.
    Stdp slower(double factor) {
        return new Stdp(
                (float) (potentiation * factor), (float) (depression * factor), tauPlusTicks, tauMinusTicks, exponent);
    }

    /// A weight after a potentiation.
    ///
    /// @param trace x of the presynaptic neuron
    double potentiated(double weight, double trace) {
        return Math.min(1, weight + potentiation * power(1 - weight) * trace);
    }

    /// A weight after a depression.
    ///
    /// @param trace y of the postsynaptic neuron
    double depressed(double weight, double trace) {
        return Math.max(0, weight - depression * power(weight) * trace);
    }

    private double power(double base) {
        return exponent == 0 ? 1 : exponent == 1 ? base : Math.pow(base, exponent);
    }

    double decayPlus() {
        return Math.exp(-1.0 / tauPlusTicks);
    }

    double decayMinus() {
        return Math.exp(-1.0 / tauMinusTicks);
    }

    /// A weight after the spikes of two neurons, pair by pair in the order of the later spike of each: the definition.
    ///
    /// @param pre ascending ticks
    /// @param post ascending ticks
    double byPairs(double weight, List<Integer> pre, List<Integer> post) {
        int last = Math.max(pre.isEmpty() ? 0 : pre.getLast(), post.isEmpty() ? 0 : post.getLast());
        double w = weight;
        for (int tick = 0; tick <= last; tick++) {
            if (pre.contains(tick)) {
                w = depressed(w, sum(post, tick - 1, tick, tauMinusTicks));
            }
            if (post.contains(tick)) {
                w = potentiated(w, sum(pre, tick, tick, tauPlusTicks));
            }
        }
        return w;
    }

    private static double sum(List<Integer> spikes, int until, int now, double tau) {
        return spikes.stream()
                .filter(spike -> spike <= until)
                .mapToDouble(spike -> Math.exp((spike - now) / tau))
                .sum();
    }

    /// The same from traces.
    double byTraces(double weight, List<Integer> pre, List<Integer> post) {
        int last = Math.max(pre.isEmpty() ? 0 : pre.getLast(), post.isEmpty() ? 0 : post.getLast());
        double w = weight;
        double x = 0;
        double y = 0;
        for (int tick = 0; tick <= last; tick++) {
            x *= decayPlus();
            y *= decayMinus();
            if (pre.contains(tick)) {
                w = depressed(w, y);
                x++;
            }
            if (post.contains(tick)) {
                w = potentiated(w, x);
                y++;
            }
        }
        return w;
    }
}

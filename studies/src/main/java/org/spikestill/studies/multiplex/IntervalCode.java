package org.spikestill.studies.multiplex;

import static org.spikestill.model.Check.positive;

import java.util.ArrayList;
import java.util.List;
import org.spikestill.model.settings.InvalidSettings;

/// Inter-spike-interval code, aligned to the oscillation: a current charges a capacitor to one voltage after another, each of
/// which sends a spike at the next peak.
///
/// ```
/// D_k = C·V_k / (I_0 + g·x)      rounded up to whole cycles
/// x   = mean over k of (C·V_k / (D_k − half a cycle) − I_0) / g
/// ```
///
/// @param stages C·V_k in nanoampere milliseconds, each > 0
/// @param restNanoamperes I_0, > 0
/// @param gainNanoamperes g, > 0
public record IntervalCode(Oscillation oscillation, List<Float> stages, float restNanoamperes, float gainNanoamperes)
        implements Code {
    public IntervalCode {
        stages = List.copyOf(stages);
        if (stages.isEmpty()) {
            throw new InvalidSettings(
                    "stages is empty: an interval code needs one interval at least, as in stages=[40]");
        }
        stages.forEach(each -> positive("stages", each));
        positive("restNanoamperes", restNanoamperes);
        positive("gainNanoamperes", gainNanoamperes);
    }

    /// The first spike, at peak 0, and one after each interval.
    @Override
    public List<Double> encode(double x, int channel) {
        List<Double> spikes = new ArrayList<>();
        long cycle = 0;
        spikes.add(oscillation.peak(cycle, channel));
        for (long length : lengths(x)) {
            cycle += length;
            spikes.add(oscillation.peak(cycle, channel));
        }
        return spikes;
    }

    /// Intervals in cycles.
    List<Long> lengths(double x) {
        double current = restNanoamperes + gainNanoamperes * x;
        return stages.stream()
                .map(charge -> (long) Math.ceil(charge / current / oscillation.cycleMillis()))
                .toList();
    }

    @Override
    public double decode(List<Double> spikes, int channel) {
        Oscillation.check(spikes, stages.size() + 1);
        List<Long> lengths = new ArrayList<>();
        for (int k = 1; k < spikes.size(); k++) {
            lengths.add(oscillation.nearest(spikes.get(k), channel) - oscillation.nearest(spikes.get(k - 1), channel));
        }
        return value(lengths);
    }

    /// @param lengths in cycles
    double value(List<Long> lengths) {
        double sum = 0;
        for (int k = 0; k < stages.size(); k++) {
            double middle = Math.max(0.5, lengths.get(k) - 0.5) * oscillation.cycleMillis();
            sum += (stages.get(k) / middle - restNanoamperes) / gainNanoamperes;
        }
        return Math.clamp(sum / stages.size(), 0.0, 1.0);
    }

    /// Rounding moves an interval by less than half a cycle from the middle; the current changes fastest where the interval is
    /// shortest, half a cycle below the one of x = 1.
    @Override
    public double bound() {
        double most = 0;
        double half = oscillation.cycleMillis() / 2;
        for (float charge : stages) {
            double shortest = charge / (restNanoamperes + gainNanoamperes);
            double near = Math.max(half, shortest - half);
            most += (charge / near - charge / (near + half)) / gainNanoamperes / stages.size();
        }
        return Math.min(1, most) + 1e-12;
    }
}

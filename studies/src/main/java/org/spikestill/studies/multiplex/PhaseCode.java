package org.spikestill.studies.multiplex;

import static org.spikestill.model.Check.within;

import java.util.List;

/// Phase code: the position of a spike within its cycle.
///
/// ```
/// t = peak + (margin + (1 − 2·margin)·x) / f
/// ```
///
/// @param margin share of a cycle that stays free at either end, so that jitter does not move a spike into the next, in [0, 0.45]
public record PhaseCode(Oscillation oscillation, float margin) implements Code {
    public PhaseCode {
        within("margin", margin, 0, 0.45f);
    }

    @Override
    public List<Double> encode(double x, int channel) {
        return List.of(oscillation.peak(0, channel) + offset(x));
    }

    /// Milliseconds after the peak.
    double offset(double x) {
        return (margin + (1 - 2 * margin) * x) * oscillation.cycleMillis();
    }

    @Override
    public double decode(List<Double> spikes, int channel) {
        Oscillation.check(spikes, 1);
        return value(spikes.getFirst(), channel);
    }

    /// The value of a spike in any cycle.
    double value(double millis, int channel) {
        double peak = oscillation.peak(oscillation.containing(millis, channel), channel);
        return Math.clamp(((millis - peak) / oscillation.cycleMillis() - margin) / (1 - 2 * margin), 0.0, 1.0);
    }

    /// Rounding of doubles alone.
    @Override
    public double bound() {
        return 1e-9;
    }
}

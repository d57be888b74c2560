package org.spikestill.studies.multiplex;

import static org.spikestill.model.Check.within;

import java.util.List;

/// Latency code, aligned to the oscillation: the first spike comes the earlier the larger the value, at the next of `cycles`
/// peaks.
///
/// ```
/// n = round((1 − x)·(cycles − 1))      t = peak n of the channel
/// ```
///
/// @param cycles of the window, 2 to 10000
public record LatencyCode(Oscillation oscillation, int cycles) implements Code {
    public LatencyCode {
        within("cycles", cycles, 2, 10_000);
    }

    @Override
    public List<Double> encode(double x, int channel) {
        return List.of(oscillation.peak(cycle(x), channel));
    }

    long cycle(double x) {
        return Math.round((1 - x) * (cycles - 1));
    }

    @Override
    public double decode(List<Double> spikes, int channel) {
        Oscillation.check(spikes, 1);
        return value(oscillation.nearest(spikes.getFirst(), channel));
    }

    double value(long cycle) {
        return Math.clamp(1 - (double) cycle / (cycles - 1), 0.0, 1.0);
    }

    /// Half a step.
    @Override
    public double bound() {
        return 0.5 / (cycles - 1) + 1e-12;
    }
}

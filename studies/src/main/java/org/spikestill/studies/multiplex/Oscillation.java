package org.spikestill.studies.multiplex;

import static org.spikestill.model.Check.count;
import static org.spikestill.model.Check.positive;

import java.util.List;
import org.spikestill.model.settings.InvalidSettings;

/// The sub-threshold oscillation that spikes are aligned to: cos(2π·f·t + φ_i) with a phase for each channel.
///
/// @param hertz f, > 0
/// @param channels of different phase, ≥ 1
public record Oscillation(float hertz, int channels) {
    public Oscillation {
        positive("hertz", hertz);
        count("channels", channels);
    }

    /// 500 Hz, four phases.
    public Oscillation() {
        this(500, 4);
    }

    public double cycleMillis() {
        return 1000.0 / hertz;
    }

    /// Time of a peak: the beginning of a cycle.
    double peak(long cycle, int channel) {
        return (cycle + (double) Math.floorMod(channel, channels) / channels) * cycleMillis();
    }

    /// The cycle that begins nearest to a time.
    long nearest(double millis, int channel) {
        return Math.round(millis / cycleMillis() - (double) Math.floorMod(channel, channels) / channels);
    }

    /// The cycle that a time falls into.
    long containing(double millis, int channel) {
        return (long) Math.floor(millis / cycleMillis() - (double) Math.floorMod(channel, channels) / channels);
    }

    /// Checks a spike train before it is decoded.
    ///
    /// @throws InvalidSettings naming the spike that is out of order, or the number of spikes
    static void check(List<Double> spikes, int wanted) {
        if (spikes.size() != wanted) {
            throw new InvalidSettings("the train has " + spikes.size() + " spikes, the code has " + wanted
                    + ": decode with the code that encoded it");
        }
        double before = Double.NEGATIVE_INFINITY;
        for (double spike : spikes) {
            if (!(spike >= before) || Double.isInfinite(spike)) {
                throw new InvalidSettings(
                        "a spike at " + spike + " ms comes after one at " + before + " ms: sort the train by time");
            }
            before = spike;
        }
    }
}

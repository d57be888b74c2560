package org.spikestill.studies.sidechannel;

import java.util.ArrayList;
import java.util.List;
import org.spikestill.model.settings.InvalidSettings;

/// The input current of a neuron, constant between changes.
///
/// ```
/// I_in(t) = Σ_j w_j · I_0 · s_j(t)      s_j = 1 while presynaptic spike j lasts
/// ```
///
/// @param levels by time, the first from 0 on
public record Current(List<Level> levels) {
    /// @param fromNanoseconds when it begins
    public record Level(double fromNanoseconds, double nanoamperes) {}

    public Current {
        levels = List.copyOf(levels);
        if (levels.isEmpty() || levels.getFirst().fromNanoseconds() != 0) {
            throw new InvalidSettings("a current needs a level from 0 ns on: add one of 0 nA");
        }
        for (int i = 1; i < levels.size(); i++) {
            requireOrder(levels.get(i - 1).fromNanoseconds(), levels.get(i).fromNanoseconds());
        }
    }

    private static void requireOrder(double before, double after) {
        if (!(after > before)) {
            throw new InvalidSettings(
                    "the time " + after + " ns comes after " + before + " ns: sort the times, and name each once");
        }
    }

    public static Current constant(double nanoamperes) {
        return new Current(List.of(new Level(0, nanoamperes)));
    }

    /// One synapse under a spike train.
    ///
    /// @param nanoseconds when spikes begin, ascending and not negative, each after the end of the one before
    /// @param widthNanoseconds of a spike
    /// @param nanoamperes during a spike, w·I_0
    public static Current ofSpikes(List<Double> nanoseconds, double widthNanoseconds, double nanoamperes) {
        List<Level> levels = new ArrayList<>();
        levels.add(new Level(0, 0));
        double end = 0;
        for (double start : nanoseconds) {
            if (!(start >= end) || !Double.isFinite(start)) {
                throw new InvalidSettings("a spike begins at " + start + " ns, before " + end
                        + " ns: sort the spike times, and keep them a spike's width apart");
            }
            if (start == levels.getLast().fromNanoseconds()) {
                levels.removeLast();
            }
            levels.add(new Level(start, nanoamperes));
            end = start + widthNanoseconds;
            levels.add(new Level(end, 0));
        }
        return new Current(levels);
    }
}

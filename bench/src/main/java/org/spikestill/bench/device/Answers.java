package org.spikestill.bench.device;

import java.util.List;
import java.util.Map;

/// Output of one contender on all samples.
///
/// @param classes of the samples, in order
/// @param spikes over all samples, by population
/// @param millis of processor time for all samples, those of other processes not counted
record Answers(List<Integer> classes, Map<String, Long> spikes, double millis) {
    Answers {
        classes = List.copyOf(classes);
        spikes = Map.copyOf(spikes);
    }

    boolean agreesWith(Answers other) {
        return classes.equals(other.classes) && spikes.equals(other.spikes);
    }
}

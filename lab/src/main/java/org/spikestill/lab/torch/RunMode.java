package org.spikestill.lab.torch;

import java.util.Set;

/// How a batch is run.
///
/// @param training whether gradients are wanted, dropout draws masks and batch normalisation measures its batch
/// @param key of this batch's dropout masks
/// @param probes nodes whose maps the trace holds
public record RunMode(boolean training, long key, Set<String> probes) {
    public RunMode {
        probes = Set.copyOf(probes);
    }

    public static RunMode training(long key, Set<String> probes) {
        return new RunMode(true, key, probes);
    }

    public static RunMode evaluation(String... probes) {
        return new RunMode(false, 0, Set.of(probes));
    }
}

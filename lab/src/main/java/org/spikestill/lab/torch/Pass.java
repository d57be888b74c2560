package org.spikestill.lab.torch;

import java.util.Set;

/// How a batch is run.
///
/// @param training whether gradients are wanted, dropout draws masks and batch normalisation measures its batch
/// @param key of this batch's dropout masks
/// @param probes nodes whose maps the trace holds
public record Pass(boolean training, long key, Set<String> probes) {
    public Pass {
        probes = Set.copyOf(probes);
    }

    public static Pass training(long key, Set<String> probes) {
        return new Pass(true, key, probes);
    }

    public static Pass evaluation(String... probes) {
        return new Pass(false, 0, Set.of(probes));
    }
}

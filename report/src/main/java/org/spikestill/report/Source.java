package org.spikestill.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The samples a figure was measured on.
///
/// @param split part of the dataset
/// @param samples how many of it, ≥ 1
public record Source(Split split, long samples) {
    public Source {
        if (samples < 1) {
            throw new IllegalArgumentException("a figure from " + samples + " samples: it needs at least 1");
        }
    }

    /// Which figures come from which samples; where all share one source, only that.
    static <F> String listed(List<F> figures, Function<F, Source> source, Function<F, String> network) {
        Map<Source, List<String>> networks = figures.stream()
                .collect(Collectors.groupingBy(
                        source, LinkedHashMap::new, Collectors.mapping(network, Collectors.toList())));
        return networks.size() == 1
                ? networks.keySet().iterator().next().toString()
                : networks.entrySet().stream()
                        .map(entry -> String.join(", ", entry.getValue()) + ": " + entry.getKey())
                        .collect(Collectors.joining("; "));
    }

    @Override
    public String toString() {
        return split + ", " + Figures.count(samples) + (samples == 1 ? " sample" : " samples");
    }
}

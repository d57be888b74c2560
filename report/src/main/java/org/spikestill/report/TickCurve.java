package org.spikestill.report;

import java.util.List;

/// How a spiking network's answer settles: its accuracy when read after each step.
///
/// @param network as in [Headline]
/// @param source what the accuracies were measured on
/// @param accuracy share of correct predictions after step t = 1 … T, in [0, 1]
public record TickCurve(String network, Source source, List<Double> accuracy) {
    public TickCurve {
        accuracy = List.copyOf(accuracy);
    }
}

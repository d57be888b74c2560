package org.spikestill.studies.sidechannel;

import java.util.ArrayList;
import java.util.List;

/// Membrane and output of a neuron over time, exact: the membrane is linear within a segment.
///
/// @param segments one after another, without gaps
/// @param endNanoseconds of the last one
public record Waveform(List<Segment> segments, double endNanoseconds) {
    /// @param volts at the beginning
    /// @param slope in volts per nanosecond
    /// @param high whether the output is at the supply
    public record Segment(double fromNanoseconds, double toNanoseconds, double volts, double slope, boolean high) {
        double at(double nanoseconds) {
            return volts + slope * (nanoseconds - fromNanoseconds);
        }
    }

    /// @param rising whether the output goes to the supply
    public record Edge(double nanoseconds, boolean rising) {}

    public Waveform {
        segments = List.copyOf(segments);
    }

    /// Changes of the output, in order.
    public List<Edge> edges() {
        List<Edge> edges = new ArrayList<>();
        for (int i = 1; i < segments.size(); i++) {
            Segment segment = segments.get(i);
            if (segment.high() != segments.get(i - 1).high()) {
                edges.add(new Edge(segment.fromNanoseconds(), segment.high()));
            }
        }
        return edges;
    }

    /// Beginnings of the output's pulses.
    public List<Double> spikes() {
        return edges().stream().filter(Edge::rising).map(Edge::nanoseconds).toList();
    }
}

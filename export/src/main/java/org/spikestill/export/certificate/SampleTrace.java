package org.spikestill.export.certificate;

import java.util.BitSet;
import java.util.List;

/// Spikes of one sample, neuron by neuron, and its class.
///
/// @param spikes by time step and layer that fires, in order: the neurons, in row-major order of the layer's shape
/// @param predicted class after the last time step
public record SampleTrace(List<List<BitSet>> spikes, int predicted) {
    public SampleTrace {
        spikes = List.copyOf(spikes);
    }

    /// Spikes of a layer over all time steps.
    long total(int layer) {
        return spikes.stream().mapToLong(row -> row.get(layer).cardinality()).sum();
    }
}

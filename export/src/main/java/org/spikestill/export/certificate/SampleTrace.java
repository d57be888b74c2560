package org.spikestill.export.certificate;

import java.util.ArrayList;
import java.util.List;
import org.spikestill.runtime.Prediction;

/// What an implementation makes of one sample.
///
/// @param spikes of each time step, in the order of the layers that fire; one row with the sums where steps are not told apart
/// @param predicted class after the last time step
public record SampleTrace(List<List<Long>> spikes, int predicted) {
    public SampleTrace {
        spikes = List.copyOf(spikes);
    }

    static SampleTrace of(Prediction prediction) {
        List<List<Long>> spikes = new ArrayList<>();
        for (int tick = 0; tick < prediction.ticks(); tick++) {
            int now = tick;
            spikes.add(prediction.firingLayers().stream()
                    .map(layer -> prediction.spikes(layer, now))
                    .toList());
        }
        return new SampleTrace(spikes, prediction.predicted());
    }

    /// Spikes of a layer over all time steps.
    long total(int layer) {
        return spikes.stream().mapToLong(row -> row.get(layer)).sum();
    }
}

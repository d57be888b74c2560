package org.spikestill.report.result;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Agreement of trainer and engine on the same samples: predictions, spike counts, and the first divergence.
///
/// @param samples compared
/// @param differences samples with different predictions
/// @param layers spikes of each firing layer
/// @param first where the spike counts of trainer and engine first differ, in the first sample that shows it among those
///     searched
public record Parity(int samples, List<Difference> differences, List<LayerSpikes> layers, Optional<Divergence> first) {
    /// @param index of the sample
    /// @param label number of its class
    /// @param trainer number of the class the trainer predicts
    /// @param engine number of the class the engine predicts
    public record Difference(int index, int label, int trainer, int engine) {}

    /// Spikes of one layer, over all samples and ticks.
    public record LayerSpikes(String name, long trainer, long engine) {}

    /// @param sample its index
    /// @param tick from 1
    /// @param trainer spikes of the layer up to and including this tick
    /// @param engine likewise
    public record Divergence(int sample, int tick, String layer, long trainer, long engine) {
        public String inWords() {
            return String.format(
                    Locale.ROOT,
                    "sample %d, tick %d, '%s': %,d spikes so far in the trainer, %,d in the engine",
                    sample,
                    tick,
                    layer,
                    trainer,
                    engine);
        }
    }

    public Parity {
        differences = List.copyOf(differences);
        layers = List.copyOf(layers);
        if (differences.size() > samples) {
            throw new IllegalArgumentException(differences.size() + " different predictions on " + samples
                    + " samples: there are at most as many as samples");
        }
    }
}

package org.spikestill.report;

import java.util.List;
import org.spikestill.model.Check;

/// How much a spiking network fires.
///
/// @param network as in [Headline]
/// @param ticks time steps per sample
/// @param source what the spikes were counted on
/// @param layers populations that fire, in order
public record Activity(String network, int ticks, Source source, List<Population> layers) {
    /// @param layer name of the node
    /// @param neurons how many it has
    /// @param spikesPerSample mean over the source, all ticks together; NaN when not counted
    public record Population(String layer, long neurons, double spikesPerSample) {
        public Population {
            if (neurons < 1) {
                throw new IllegalArgumentException("layer '" + layer + "' has " + neurons + " neurons: at least 1");
            }
        }

        /// Spikes per neuron and tick.
        public double rate(int ticks) {
            return spikesPerSample / ((double) neurons * ticks);
        }
    }

    public Activity {
        Check.count("ticks", ticks);
        layers = List.copyOf(layers);
    }
}

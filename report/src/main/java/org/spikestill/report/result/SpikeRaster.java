package org.spikestill.report.result;

import java.util.List;
import java.util.Optional;

/// Spikes of a network for one sample: which neuron fires at which tick.
///
/// @param network its name
/// @param split of the sample
/// @param index of the sample in its split
/// @param label name of its class
/// @param predicted name of the class predicted after the last tick
/// @param ticks time steps T
/// @param image `[1, H, W]` or `[3, H, W]`, values in [0, 1]; empty where samples are no images
public record SpikeRaster(
        String network,
        Split split,
        int index,
        String label,
        String predicted,
        int ticks,
        Optional<FloatArray> image,
        List<Layer> layers) {
    /// Spikes of one layer. A large layer is thinned by neurons, so that each spike train shown is complete.
    ///
    /// @param neurons of the layer
    /// @param stride distance of the neurons shown: 0, stride, 2·stride, …
    /// @param spikes of the neurons shown, tick by tick
    /// @param leftOut spikes of the neurons not shown
    public record Layer(String name, int neurons, int stride, List<Spike> spikes, long leftOut) {
        public Layer {
            spikes = List.copyOf(spikes);
            if (stride < 1) {
                throw new IllegalArgumentException(
                        "stride of layer '" + name + "' is " + stride + ": it must be at least 1");
            }
        }

        public int neuronsShown() {
            return (neurons + stride - 1) / stride;
        }
    }

    /// @param tick from 1 to T
    /// @param neuron from 0, in the row-major order of the layer's shape
    public record Spike(int tick, int neuron) {}

    public SpikeRaster {
        layers = List.copyOf(layers);
        for (Layer layer : layers) {
            for (Spike spike : layer.spikes) {
                if (spike.tick < 1 || spike.tick > ticks || spike.neuron < 0 || spike.neuron >= layer.neurons) {
                    throw new IllegalArgumentException("layer '" + layer.name + "' has a spike of neuron "
                            + spike.neuron
                            + " at tick " + spike.tick + ": ticks run from 1 to " + ticks + ", neurons from 0 to "
                            + (layer.neurons - 1));
                }
            }
        }
    }
}

package org.spikestill.lab.convert;

import java.util.Optional;
import org.spikestill.model.Layer;

/// Which layers can have a bias.
final class Biases {
    private Biases() {}

    /// The layer with a bias; empty if it is of a kind without weights.
    static Optional<Layer> with(Layer layer) {
        return switch (layer) {
            case Layer.Linear linear -> Optional.of(new Layer.Linear(linear.outputs(), true));
            case Layer.Conv2d conv ->
                Optional.of(new Layer.Conv2d(conv.channels(), conv.kernel(), conv.stride(), conv.padding(), true));
            case Layer.AveragePool2d _,
                    Layer.Flatten _,
                    Layer.Add _,
                    Layer.Concat _,
                    Layer.Spike _,
                    Layer.Dropout _,
                    Layer.Activation _,
                    Layer.QuantisedClip _,
                    Layer.BatchNorm _ -> Optional.empty();
        };
    }
}

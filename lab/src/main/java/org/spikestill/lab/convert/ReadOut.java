package org.spikestill.lab.convert;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.model.settings.InvalidSettings;

/// Scale of the outputs of a converted network. The predicted class does not depend on it; losses and temperatures do.
public enum ReadOut {
    /// the sum over T of what the last layer gives, T times and more the ANN's logits: as published
    SUM {
        @Override
        public Converted of(Converted converted) {
            return converted;
        }
    },
    /// the ANN's logits: the last layer's weights and bias carry the worth of its input's spikes, divided by T
    ANN {
        @Override
        public Converted of(Converted converted) {
            return converted.outputScale() == 1 ? converted : converted.then(scaled(converted));
        }
    };

    /// @throws InvalidSettings if there is no such scale
    public static ReadOut of(String name) {
        return Arrays.stream(values())
                .filter(each -> each.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidSettings(
                        "read-out is '" + name + "': it must be one of " + Arrays.toString(values())));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @param converted from the artificial network on
    /// @throws InvalidNetwork if the last layer has no weights to scale
    public abstract Converted of(Converted converted);

    /// The factor goes through the same sums and poolings as any other scale does.
    private static Converted scaled(Converted converted) {
        Network network = converted.network();
        String output = network.output().name();
        SignalScales now = SignalScales.ofThresholds(network);
        double wanted = now.of(output) / converted.outputScale();
        SignalScales scaled = SignalScales.ofThresholds(network, wanted);
        if (scaled.of(output) != wanted) {
            throw new InvalidNetwork("'" + network.output().inputs().getFirst()
                    + "' reaches the read-out without weights that could scale it: leave the read-out at sum");
        }
        List<String> changes = new ArrayList<>();
        Weights weights = new ScaleChange(network, now, scaled).of(converted.weights(), changes);
        return new Converted(network, weights, changes, 1 / converted.outputScale());
    }
}

package org.spikestill.runtime;

import java.util.Arrays;
import java.util.Locale;
import org.spikestill.model.settings.InvalidSettings;

/// Number format of the weights of synapses in an engine. Biases, thresholds and membranes are fp32 in either.
public enum WeightType {
    /// As trained.
    FP32,
    /// Rounded to 8 bits with one scale per output channel: sums over spikes are whole numbers and exact. A layer whose input is no count, such as the first under direct
    /// encoding, computes in fp32 with the rounded weights.
    INT8;

    /// @throws InvalidSettings if there is no such type
    public static WeightType of(String name) {
        return Arrays.stream(values())
                .filter(each -> each.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new InvalidSettings(
                        "weights is '" + name + "': it must be one of " + Arrays.toString(values())));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}

package org.spikestill.studies.sidechannel;

import java.util.Arrays;
import java.util.List;

/// A parameter that the attacker wants to know, one of several candidates.
public enum Secret {
    /// of the synapse, as a multiple of I_0
    WEIGHT(0.8, 0.9, 1, 1.1, 1.2),
    /// in the layer, all on one supply
    NEURONS(1, 2, 3, 4, 5),
    /// of the amplifier in volts
    THRESHOLD(0.4, 0.45, 0.5, 0.55, 0.6),
    /// membrane capacitor in picofarads
    CAPACITOR(0.8, 0.9, 1, 1.1, 1.2);

    private final List<Double> candidates;

    Secret(double... candidates) {
        this.candidates = Arrays.stream(candidates).boxed().toList();
    }

    public List<Double> candidates() {
        return candidates;
    }

    /// The device with a candidate in its place.
    Device in(Device device, double value) {
        return switch (this) {
            case WEIGHT -> new Device(device.circuit(), value, device.neurons());
            case NEURONS -> new Device(device.circuit(), device.weight(), (int) value);
            case THRESHOLD ->
                new Device(device.circuit().withThreshold((float) value), device.weight(), device.neurons());
            case CAPACITOR ->
                new Device(device.circuit().withMembrane((float) value), device.weight(), device.neurons());
        };
    }
}

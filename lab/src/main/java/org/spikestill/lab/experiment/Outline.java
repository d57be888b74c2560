package org.spikestill.lab.experiment;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.spikestill.model.Network;

/// The shape of a result before its step has run.
///
/// @param networks the networks in the result, by part; a result that is one network has the part ""
public record Outline(Map<String, Network> networks) {
    public Outline {
        networks = Collections.unmodifiableMap(new LinkedHashMap<>(networks));
    }

    /// Of a result without networks.
    public static Outline none() {
        return new Outline(Map.of());
    }

    public static Outline of(Network network) {
        return new Outline(Map.of("", network));
    }
}

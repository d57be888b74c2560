package org.spikestill.lab.convert;

import java.util.List;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;

/// Result of a pass: network, weights, and a line for each change.
///
/// @param changes one line each, naming the node
public record Converted(Network network, Weights weights, List<String> changes) {
    public Converted {
        changes = List.copyOf(changes);
    }
}

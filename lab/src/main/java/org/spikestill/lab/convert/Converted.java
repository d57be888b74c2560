package org.spikestill.lab.convert;

import java.util.ArrayList;
import java.util.List;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;

/// Result of a pass: network, weights, and a line for each change.
///
/// @param changes one line each, naming the node
/// @param outputScale value of 1 on the outputs, in the unit of the outputs before the pass: 1/T where a sum over T ticks stands
///     for an ANN's logits
public record Converted(Network network, Weights weights, List<String> changes, double outputScale) {
    public Converted {
        changes = List.copyOf(changes);
        if (!(outputScale > 0)) {
            throw new IllegalArgumentException("outputScale is " + outputScale + ": it must be above 0");
        }
    }

    /// A result whose outputs have the scale that they had.
    public Converted(Network network, Weights weights, List<String> changes) {
        this(network, weights, changes, 1);
    }

    /// This conversion followed by another one, as one.
    public Converted then(Converted next) {
        List<String> all = new ArrayList<>(changes);
        all.addAll(next.changes);
        return new Converted(next.network, next.weights, all, outputScale * next.outputScale);
    }
}

package org.spikestill.runtime.lower;

import java.util.List;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.neuron.Neuron;

/// What the engine does not run, and the way out of each.
final class Refusals {
    private Refusals() {}

    static void check(Network network) {
        List<String> refused = network.nodes().stream()
                .filter(node -> node.layer() instanceof Layer.LabOnly)
                .map(node -> "'" + node.name() + "' (" + remedy((Layer.LabOnly) node.layer()) + ")")
                .toList();
        if (!refused.isEmpty()) {
            throw new InvalidNetwork("the engine does not run " + String.join(", ", refused)
                    + ": convert the network before deployment");
        }
        Network.Node output = network.output();
        if (!(output.layer() instanceof Layer.Spike(var neuron))) {
            throw noReadOut(output, "is a " + output.layer().getClass().getSimpleName());
        }
        if (neuron instanceof Neuron.Firing) {
            throw noReadOut(output, "fires");
        }
    }

    private static InvalidNetwork noReadOut(Network.Node output, String found) {
        return new InvalidNetwork("the output '" + output.name() + "' " + found
                + ", but the last node must be a read-out: end the network with an integrator");
    }

    private static String remedy(Layer.LabOnly layer) {
        return switch (layer) {
            case Layer.BatchNorm _ -> "BatchNorm, which the pass fold-batch-norm removes";
            case Layer.Activation _ -> "Activation, which the pass relu-to-spike removes";
        };
    }
}

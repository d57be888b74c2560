package org.spikestill.runtime.lower;

import java.util.ArrayList;
import java.util.List;
import org.spikestill.model.DType;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.model.neuron.Neuron;

/// Layers that the engine does not run, and the way out of each.
final class Refusals {
    private Refusals() {}

    static void check(Network network, Weights weights) {
        checkLayers(network);
        checkOutput(network.output());
        checkTypes(weights.checkedFor(network));
        weights.checkedFinite();
    }

    private static void checkLayers(Network network) {
        List<String> refused = new ArrayList<>();
        for (Network.Node node : network.nodes()) {
            if (node.layer() instanceof Layer.LabOnly layer) {
                refused.add("'" + node.name() + "' (" + remedy(layer) + ")");
            }
        }
        if (!refused.isEmpty()) {
            throw new InvalidNetwork("the engine does not run " + String.join(", ", refused)
                    + ": convert the network before deployment");
        }
    }

    private static String remedy(Layer.LabOnly layer) {
        return switch (layer) {
            case Layer.BatchNorm _ -> "BatchNorm, which the pass fold-batch-norm removes";
            case Layer.Gated _ -> "Gated, which the pass prune-gates removes";
            case Layer.Activation _ -> "Activation, which the pass relu-to-spike removes";
            case Layer.QuantisedClip _ -> "QuantisedClip, which the pass clip-to-spike removes";
            case Layer.Concat _ -> "Concat, which only teachers may have: choose an architecture without it";
        };
    }

    private static void checkOutput(Network.Node output) {
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

    private static void checkTypes(Weights weights) {
        weights.blocks().forEach((name, block) -> {
            if (block.type() != DType.F32) {
                throw new InvalidNetwork(
                        "'" + name + "' holds " + block.type() + ", the engine runs F32: " + wayOut(block.type()));
            }
        });
    }

    private static String wayOut(DType type) {
        return type.isFloat()
                ? "call Weights.asFloat32 first, as reading a model file does"
                : "write the weights as F32, F16, BF16 or F64";
    }
}

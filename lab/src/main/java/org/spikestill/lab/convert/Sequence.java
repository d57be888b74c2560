package org.spikestill.lab.convert;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Parameter.Role;
import org.spikestill.model.Weights;

/// Layers with weights, one behind the other, each with the ReLU that follows it: what weight normalisation works on.
final class Sequence {
    private static final String OTHERS = "rmp, threshold-balancing or light-calibration";

    private Sequence() {}

    /// @param layer with weights
    /// @param activation of its outputs; none behind the last layer
    record Stage(Node layer, Optional<Node> activation) {}

    /// @throws InvalidNetwork naming a node that does not belong into such a sequence
    static List<Stage> of(Network network) {
        List<Stage> stages = new ArrayList<>();
        String last = Network.INPUT;
        for (Node node : network.nodes()) {
            if (!node.inputs().equals(List.of(last))) {
                throw refusal(
                        node,
                        "reads " + node.inputs() + ", but weights are normalised one layer after the other",
                        OTHERS);
            }
            switch (node.layer()) {
                case Layer.Weighted _ -> stages.add(new Stage(node, Optional.empty()));
                case Layer.Activation _ -> {
                    if (stages.isEmpty() || stages.getLast().activation().isPresent()) {
                        throw refusal(node, "follows no layer with weights", OTHERS);
                    }
                    stages.add(new Stage(stages.removeLast().layer(), Optional.of(node)));
                }
                case Layer.AveragePool2d _, Layer.MaxPool2d _, Layer.Flatten _, Layer.Dropout _ -> {}
                case Layer.Gated _ -> throw refusal(node, "has gates", "prune-gates first");
                case Layer.BatchNorm _ -> throw refusal(node, "is a batch normalisation", "fold-batch-norm first");
                case Layer.QuantisedClip _ ->
                    throw refusal(node, "is a quantised clip, whose threshold is trained", "qcfs");
                case Layer.Add _, Layer.Concat _ -> throw refusal(node, "joins two ways", OTHERS);
                case Layer.Spike _ ->
                    throw new InvalidNetwork(
                            "'" + node.name() + "' spikes already: convert the artificial network it was made from");
            }
            last = node.name();
        }
        return stages;
    }

    private static InvalidNetwork refusal(Node node, String found, String method) {
        return new InvalidNetwork("'" + node.name() + "' " + found + ": convert with " + method);
    }

    /// The weights with one layer's multiplied, its bias by a factor of its own.
    static Weights scaled(Weights weights, Node layer, float weightFactor, float biasFactor) {
        Map<String, Block> blocks = new LinkedHashMap<>(weights.blocks());
        blocks.computeIfPresent(Role.WEIGHT.of(layer.name()), (_, block) -> Blocks.times(block, weightFactor));
        blocks.computeIfPresent(Role.BIAS.of(layer.name()), (_, block) -> Blocks.times(block, biasFactor));
        return new Weights(blocks);
    }
}

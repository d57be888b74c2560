package org.spikestill.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Parameter.Role;

/// A network whose batch normalisations are part of the convolution or linear layer before them, by their running statistics: it
/// computes the same in evaluation.
///
/// ```
/// W' = W·g/√(var + epsilon)      b' = (b − mean)·g/√(var + epsilon) + shift      per channel
/// ```
///
/// @param changes one sentence per normalisation
public record FoldedBatchNorm(Network network, Weights weights, List<String> changes) {
    public FoldedBatchNorm {
        changes = List.copyOf(changes);
    }

    /// @throws InvalidNetwork naming a normalisation that follows no layer with weights of its own
    public static FoldedBatchNorm of(Network network, Weights weights) {
        Map<String, Block> blocks = new LinkedHashMap<>(weights.blocks());
        List<String> changes = new ArrayList<>();
        for (Node node : network.nodes()) {
            if (node.layer() instanceof Layer.BatchNorm norm) {
                String before = absorber(network, node).name();
                fold(node.name(), norm, before, blocks);
                changes.add("'" + node.name() + "' is folded into '" + before + "'");
            }
        }
        return new FoldedBatchNorm(shape(network), new Weights(blocks), changes);
    }

    /// Without normalisations; what they followed has a bias.
    public static Network shape(Network network) {
        Map<String, String> renamed = new HashMap<>();
        Map<String, Node> nodes = new LinkedHashMap<>();
        for (Node node : network.nodes()) {
            if (node.layer() instanceof Layer.BatchNorm) {
                Node before = absorber(network, node);
                nodes.computeIfPresent(before.name(), (_, kept) -> biased(kept));
                renamed.put(node.name(), before.name());
            } else {
                List<String> inputs = node.inputs().stream()
                        .map(name -> renamed.getOrDefault(name, name))
                        .toList();
                nodes.put(node.name(), new Node(node.name(), node.layer(), inputs));
            }
        }
        return network.withNodes(List.copyOf(nodes.values()));
    }

    /// The same layer with a bias.
    public static Node biased(Node node) {
        return node.withLayer(((Layer.Weighted) node.layer()).withBias(true));
    }

    /// The layer with weights right before a normalisation, read by it alone.
    private static Node absorber(Network network, Node norm) {
        String before = norm.inputs().getFirst();
        boolean weighted = !before.equals(Network.INPUT) && network.node(before).layer() instanceof Layer.Weighted;
        if (!weighted || network.readers(before).size() > 1) {
            throw new InvalidNetwork("'" + norm.name() + "' normalises '" + before + "', "
                    + (weighted ? "which others read too" : "which has no weights to fold it into")
                    + ": convert an architecture that normalises right behind each layer, such as vgg9 or resnet12");
        }
        return network.node(before);
    }

    private static void fold(String norm, Layer.BatchNorm layer, String into, Map<String, Block> blocks) {
        float[] scale = blocks.remove(Role.SCALE.of(norm)).toFloats();
        float[] shift = blocks.remove(Role.SHIFT.of(norm)).toFloats();
        float[] mean = blocks.remove(Role.RUNNING_MEAN.of(norm)).toFloats();
        float[] variance = blocks.remove(Role.RUNNING_VARIANCE.of(norm)).toFloats();
        Block weight = blocks.get(Role.WEIGHT.of(into)); // [C, …]
        Block bias = blocks.getOrDefault(Role.BIAS.of(into), Block.filled(Shape.of(scale.length), 0));
        float[] values = weight.toFloats();
        float[] offsets = bias.toFloats();
        int perChannel = values.length / scale.length;
        for (int channel = 0; channel < scale.length; channel++) {
            double factor = scale[channel] / Math.sqrt((double) variance[channel] + layer.epsilon());
            for (int i = channel * perChannel; i < (channel + 1) * perChannel; i++) {
                values[i] = (float) (values[i] * factor);
            }
            offsets[channel] = (float) ((offsets[channel] - mean[channel]) * factor + shift[channel]);
        }
        blocks.put(Role.WEIGHT.of(into), Block.of(weight.shape(), values));
        blocks.put(Role.BIAS.of(into), Block.of(Shape.of(scale.length), offsets));
    }
}

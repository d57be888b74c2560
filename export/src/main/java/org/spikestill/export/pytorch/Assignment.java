package org.spikestill.export.pytorch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Parameter;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;

/// An assignment of the modules of a state dictionary to the layers of a network: by name where all layers are found by theirs,
/// else each layer takes the first module left over whose weight has its shape.
///
/// @param modules by node
/// @param byName whether names decided, and not order and shapes
record Assignment(Network network, Map<String, TorchModule> modules, boolean byName) {
    /// @throws InvalidNetwork naming the tensor that does not fit, or the layer that none fits
    static Assignment of(Network network, List<TorchModule> modules) {
        Map<String, Shape> wanted = weights(network);
        Map<String, TorchModule> named = new LinkedHashMap<>();
        modules.forEach(each -> named.put(each.name(), each));
        boolean byName = named.keySet().containsAll(wanted.keySet());
        List<TorchModule> left = new ArrayList<>(modules);
        Map<String, TorchModule> assigned = new LinkedHashMap<>();
        wanted.forEach((node, shape) -> {
            boolean norm = network.node(node).layer() instanceof Layer.BatchNorm;
            TorchModule module = byName
                    ? named.get(node)
                    : left.stream()
                            .filter(each ->
                                    each.isNorm() == norm && each.weight().equals(shape))
                            .findFirst()
                            .orElseThrow(() -> unfitting(node, shape, norm, left));
            if (!module.weight().equals(shape)) {
                throw refusal(module, node, shape);
            }
            left.remove(module);
            assigned.put(node, module);
        });
        if (!left.isEmpty()) {
            TorchModule first = left.getFirst();
            throw new InvalidNetwork("tensor '" + first.path(TorchModule.WEIGHT) + "' " + first.weight()
                    + " belongs to no layer of the architecture, whose layers take " + wanted);
        }
        return new Assignment(network, assigned, byName);
    }

    /// Shapes of the weights by node, in topological order.
    private static Map<String, Shape> weights(Network network) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        for (Parameter each : network.parameters()) {
            if (each.role() == Parameter.Role.WEIGHT || each.role() == Parameter.Role.SCALE) {
                shapes.put(each.node(), each.shape());
            }
        }
        return shapes;
    }

    /// The tensor that comes next in order is the one a reader looks at.
    private static InvalidNetwork unfitting(String node, Shape shape, boolean norm, List<TorchModule> left) {
        Optional<TorchModule> next = left.stream()
                .filter(each -> each.isNorm() == norm
                        && each.weight().sizes().size() == shape.sizes().size())
                .findFirst();
        return next.map(each -> refusal(each, node, shape))
                .orElseGet(() -> new InvalidNetwork(
                        "no tensor is left for '" + node + "', which takes " + shape + ": name another architecture"));
    }

    private static InvalidNetwork refusal(TorchModule module, String node, Shape shape) {
        return new InvalidNetwork("tensor '" + module.path(TorchModule.WEIGHT) + "' has shape " + module.weight()
                + ", '" + node + "' of the architecture takes " + shape
                + ": name an architecture of these widths, or another sample");
    }

    /// The network with the biases that the file holds, no others.
    Network trained() {
        return network.mapNodes(node -> node.layer() instanceof Layer.Weighted layer
                ? node.withLayer(layer.withBias(modules.get(node.name()).hasBias()))
                : node);
    }

    /// Arrays of the network under its own names.
    Weights arrays(Network trained) {
        Map<String, Block> blocks = new LinkedHashMap<>();
        for (Parameter each : trained.parameters()) {
            TorchModule module = modules.get(each.node());
            Block block = module.find(each.suffix())
                    .orElseThrow(() -> new InvalidNetwork(
                            "module '" + module.name() + "' holds no '" + module.path(each.suffix()) + "'"));
            if (!block.shape().equals(each.shape())) {
                throw new InvalidNetwork("tensor '" + module.path(each.suffix()) + "' has shape " + block.shape()
                        + ", '" + each.name() + "' takes " + each.shape());
            }
            blocks.put(each.name(), block);
        }
        return new Weights(blocks);
    }

    /// A line on where the layers come from.
    String remark() {
        return "layers from modules, by " + (byName ? "name" : "order and shape") + ": "
                + modules.entrySet().stream()
                        .map(each -> each.getKey() + " = " + each.getValue().name())
                        .collect(Collectors.joining(", "));
    }
}

package org.spikestill.export.onnx.read;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.spikestill.export.Importer.Imported;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Parameter.Role;
import org.spikestill.model.Scaling;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.encode.Direct;

/// A network under construction: its nodes under names of our own, and which value of the file each of them gives.
final class Assembly {
    private final Shape input;
    private final Map<String, Network.Node> nodes = new LinkedHashMap<>();
    private final Map<String, Shape> shapes = new LinkedHashMap<>();
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Map<String, Block> blocks = new LinkedHashMap<>();
    private final Map<String, Integer> counts = new LinkedHashMap<>();
    private String last = Network.INPUT;

    /// @param value of the file that is the sample
    Assembly(Shape input, String value) {
        this.input = input;
        shapes.put(Network.INPUT, input);
        values.put(value, Network.INPUT);
    }

    /// @param value of the file that the layer gives
    /// @param kind of the name, such as `conv`, which gets a number
    void add(String value, String kind, Layer layer, String... inputs) {
        last = kind + counts.merge(kind, 1, Integer::sum);
        Network.Node node = new Network.Node(last, layer, List.of(inputs));
        shapes.put(last, shape(node));
        nodes.put(last, node);
        values.put(value, last);
    }

    /// The shape that the layer gives: of a network of that layer alone, whose further inputs are as the first.
    private Shape shape(Network.Node node) {
        Shape in = shapes.get(node.inputs().getFirst());
        for (String each : node.inputs()) {
            if (!shapes.get(each).equals(in)) {
                throw new InvalidNetwork("'" + node.name() + "' reads " + in + " and " + shapes.get(each)
                        + ", which are not of one shape: the engine adds nothing else");
            }
        }
        List<String> sample = node.inputs().stream().map(_ -> Network.INPUT).toList();
        Network alone = new Network(
                in,
                Scaling.none(in.channels()),
                new Direct(),
                1,
                List.of(new Network.Node(node.name(), node.layer(), sample)));
        return alone.shapes().get(node.name());
    }

    /// Weights of the node that was added last.
    void weights(Role role, Block block) {
        blocks.put(role.of(last), block);
    }

    /// A value of the file that is the same as one before it.
    void alias(String value, String node) {
        values.put(value, node);
    }

    /// Adds to the bias of a layer.
    ///
    /// @param readers of the layer's output in the file
    void bias(OnnxNode sum, String node, Block added, long readers) {
        boolean bare =
                nodes.containsKey(node) && nodes.get(node).layer() instanceof Layer.Weighted layer && !layer.bias();
        if (!bare || readers > 1) {
            throw sum.refused(
                    "adds a constant to '" + node + "', which is no layer without a bias of its own: a spiking network"
                            + " has no other place for it");
        }
        nodes.computeIfPresent(node, (_, layer) -> layer.withLayer(((Layer.Weighted) layer.layer()).withBias(true)));
        blocks.put(Role.BIAS.of(node), added);
    }

    /// The node that gives a value of the file.
    String node(OnnxNode reader, String value) {
        String node = values.get(value);
        if (node == null) {
            throw reader.refused("reads '" + value + "', which no node before it gives: the file is damaged");
        }
        return node;
    }

    Shape shape(String node) {
        return shapes.get(node);
    }

    Shape map(OnnxNode reader, String node) {
        Shape shape = shape(node);
        if (!shape.isMap()) {
            throw reader.refused("reads " + shape + ": wanted maps [C, H, W]");
        }
        return shape;
    }

    int channels(String node) {
        return shape(node).channels();
    }

    /// The network up to a value of the file; nodes that do not lead to it are left out.
    Imported network(String output, Scaling scaling, List<String> remarks) {
        String end = values.get(output);
        if (end == null || end.equals(Network.INPUT)) {
            throw new InvalidNetwork("its output '" + output + "' is given by no node: the file is damaged");
        }
        Set<String> needed = new HashSet<>(Set.of(end));
        List<Network.Node> kept = new ArrayList<>();
        for (Network.Node node : new ArrayList<>(nodes.values()).reversed()) {
            if (needed.contains(node.name())) {
                needed.addAll(node.inputs());
                kept.addFirst(node);
            }
        }
        Network network = new Network(input, scaling, new Direct(), 1, kept);
        Map<String, Block> weights = new LinkedHashMap<>();
        network.parameters().forEach(each -> weights.put(each.name(), blocks.get(each.name())));
        return new Imported(network, new Weights(weights), remarks);
    }
}

package org.spikestill.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.spikestill.model.encode.Encoder;

/// A network as a value: compared, printed, stored, converted by pure functions. Weights travel beside it.
///
/// The last node is the output. An artificial network has one tick and no [Layer.Spike] nodes.
///
/// @param input shape of one sample, `[C, H, W]` or `[K]`
/// @param scaling from raw values in [0, 1] to what the encoder sees
/// @param encoder from scaled values to the input of each tick
/// @param ticks time steps T per sample, ≥ 1
/// @param nodes in topological order, names unique
public record Network(Shape input, Scaling scaling, Encoder encoder, int ticks, List<Node> nodes) {
    /// Name under which nodes refer to the encoded sample.
    public static final String INPUT = "input";

    /// Bound on time steps, far above the longest conversion in the literature.
    public static final int MAX_TICKS = 100_000;

    /// A layer in its place.
    ///
    /// @param name unique in its network
    /// @param inputs names of earlier nodes, or [#INPUT]
    public record Node(String name, Layer layer, List<String> inputs) {
        public Node {
            inputs = List.copyOf(inputs);
        }

        public Node withLayer(Layer value) {
            return new Node(name, value, inputs);
        }
    }

    public Network {
        nodes = List.copyOf(nodes);
        if (ticks < 1 || ticks > MAX_TICKS) {
            throw new InvalidNetwork("ticks is " + ticks + ": it must lie between 1 and " + MAX_TICKS);
        }
        if (nodes.isEmpty()) {
            throw new InvalidNetwork("a network needs at least one node");
        }
        if (scaling.mean().size() != input.channels()) {
            throw new InvalidNetwork(
                    "scaling names " + scaling.mean().size() + " channels, the input has " + input.channels());
        }
        Shapes.infer(encoder.frame(input), nodes);
    }

    /// Shape of what the first layers read in each tick.
    public Shape frame() {
        return encoder.frame(input);
    }

    /// Output shape of every node, and of [#INPUT], in order.
    public Map<String, Shape> shapes() {
        return Shapes.infer(frame(), nodes);
    }

    public Node output() {
        return nodes.getLast();
    }

    public Node node(String name) {
        for (Node node : nodes) {
            if (node.name().equals(name)) {
                return node;
            }
        }
        throw new InvalidNetwork("there is no node '" + name + "'; there are "
                + nodes.stream().map(Node::name).toList());
    }

    /// Every trained or measured array the network needs, in order of use.
    public List<Parameter> parameters() {
        Map<String, Shape> shapes = shapes();
        List<Parameter> parameters = new ArrayList<>();
        for (Node node : nodes) {
            parameters.addAll(Parameter.of(node, shapes.get(node.inputs().getFirst())));
        }
        return List.copyOf(parameters);
    }

    /// Initial states of neurons, which the weights may hold: an absent one is 0.
    public List<Parameter> initialStates() {
        Map<String, Shape> shapes = shapes();
        return nodes.stream()
                .flatMap(node -> Parameter.states(node, shapes.get(node.name())).stream())
                .toList();
    }

    /// The nodes that read the output of each node, and [#INPUT], in order; one that reads it twice is there twice.
    public Map<String, List<Node>> readers() {
        Map<String, List<Node>> readers = new LinkedHashMap<>();
        readers.put(INPUT, new ArrayList<>());
        for (Node node : nodes) {
            node.inputs().forEach(name -> readers.get(name).add(node));
            readers.put(node.name(), new ArrayList<>());
        }
        return readers;
    }

    /// @param node its name, or [#INPUT]
    /// @return see [#readers()]
    public List<Node> readers(String node) {
        return nodes.stream()
                .flatMap(each -> each.inputs().stream().filter(node::equals).map(_ -> each))
                .toList();
    }

    /// Spiking populations that fire, in order: what spikes are counted over.
    public List<Node> firing() {
        return nodes.stream()
                .filter(node -> node.layer() instanceof Layer.Spike(var neuron)
                        && neuron instanceof org.spikestill.model.neuron.Neuron.Firing)
                .toList();
    }

    public boolean isSpiking() {
        return nodes.stream().anyMatch(node -> node.layer() instanceof Layer.Spike);
    }

    public Network withScaling(Scaling value) {
        return new Network(input, value, encoder, ticks, nodes);
    }

    public Network withTicks(int value) {
        return new Network(input, scaling, encoder, value, nodes);
    }

    public Network withEncoder(Encoder value) {
        return new Network(input, scaling, value, ticks, nodes);
    }

    public Network withNodes(List<Node> value) {
        return new Network(input, scaling, encoder, ticks, value);
    }

    public Network mapNodes(UnaryOperator<Node> change) {
        return withNodes(nodes.stream().map(change).toList());
    }
}

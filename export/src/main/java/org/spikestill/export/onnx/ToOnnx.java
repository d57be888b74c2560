package org.spikestill.export.onnx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Parameter.Role;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.encode.Encoder;
import org.spikestill.model.encode.FixedPoint;
import org.spikestill.model.neuron.Neuron;

/// A network as an ONNX graph. Each time step is a copy of the operations behind the first neurons, over the same weights; operations
/// before them depend on the sample alone and are there once.
final class ToOnnx {
    private final Network network;
    private final Weights weights;
    private final Map<String, Shape> shapes;
    private final OnnxGraph graph = new OnnxGraph();
    private final OnnxNeurons neurons;
    private final Map<String, Signal> signals = new HashMap<>();
    private int tick;

    /// @param constant over the time steps
    private record Signal(String value, boolean constant) {}

    ToOnnx(Network network, Weights weights) {
        if (!network.encoder().constant()) {
            throw new InvalidNetwork(
                    "the network's encoder draws or orders its inputs, which an ONNX graph does not: train it"
                            + " with encoder direct");
        }
        this.network = network;
        this.weights = weights.checkedFor(network);
        shapes = network.shapes();
        neurons = new OnnxNeurons(graph, weights);
    }

    byte[] model() {
        signals.put(Network.INPUT, new Signal(encoded(), true));
        for (tick = 0; tick < network.ticks(); tick++) {
            for (Node node : network.nodes()) {
                boolean done = tick > 0 && signals.get(node.name()).constant();
                if (!done) {
                    signals.put(node.name(), signal(node));
                }
            }
        }
        String last = signals.get(network.output().name()).value();
        graph.node("Identity", "logits", Map.of(), last);
        Shape out = shapes.get(network.output().name());
        return graph.model(network.input(), out, new TreeMap<>(Map.of("ticks", String.valueOf(network.ticks()))));
    }

    private String encoded() {
        return switch (network.encoder()) {
            case Direct _ -> scaled();
            case FixedPoint(int bits) -> {
                String steps = graph.scalar("encoder_steps", 1 << bits);
                String product = graph.node("Mul", "in_steps", Map.of(), scaled(), steps);
                String sum = graph.node("Add", "half_more", Map.of(), product, graph.scalar("encoder_half", 0.5f));
                yield graph.node("Div", "encoded", Map.of(), graph.node("Floor", "whole", Map.of(), sum), steps);
            }
            case Encoder other ->
                throw new InvalidNetwork("the network's encoder, "
                        + Encoder.catalog().spec(other) + ", is not written as ONNX: train it with encoder direct");
        };
    }

    private String scaled() {
        int channels = network.input().channels();
        List<Integer> sizes = network.input().isMap() ? List.of(channels, 1, 1) : List.of(channels);
        String mean =
                graph.constant("scaling_mean", sizes, floats(network.scaling().mean()));
        String deviation = graph.constant(
                "scaling_deviation", sizes, floats(network.scaling().deviation()));
        String centred = graph.node("Sub", "centred", Map.of(), "sample", mean);
        return graph.node("Div", "scaled", Map.of(), centred, deviation);
    }

    private static Block floats(List<Float> values) {
        float[] floats = new float[values.size()];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = values.get(i);
        }
        return Block.of(Shape.of(floats.length), floats);
    }

    private Signal signal(Node node) {
        List<Signal> in = node.inputs().stream().map(signals::get).toList();
        if (node.layer() instanceof Layer.Spike(Neuron neuron)) {
            return new Signal(
                    neurons.step(node.name(), neuron, tick, in.getFirst().value()), false);
        }
        if (node.layer() instanceof Layer.Dropout) {
            return in.getFirst();
        }
        boolean constant = in.stream().allMatch(Signal::constant);
        String out = constant ? node.name() : node.name() + "@" + tick;
        String[] values = in.stream().map(Signal::value).toArray(String[]::new);
        return new Signal(value(node, out, values), constant);
    }

    private String value(Node node, String out, String... in) {
        return switch (node.layer()) {
            case Layer.Linear(_, boolean bias) -> weighted(node, "Gemm", out, bias, Map.of("transB", 1), in[0]);
            case Layer.Conv2d conv -> weighted(node, "Conv", out, conv.bias(), window(conv), in[0]);
            case Layer.AveragePool2d(int size) -> {
                List<Integer> both = List.of(size, size);
                yield graph.node("AveragePool", out, ordered("kernel_shape", both, "strides", both), in[0]);
            }
            case Layer.MaxPool2d(int size) -> {
                List<Integer> both = List.of(size, size);
                yield graph.node("MaxPool", out, ordered("kernel_shape", both, "strides", both), in[0]);
            }
            case Layer.Gated _ ->
                throw new InvalidNetwork("'" + node.name() + "' has gates: prune the network before it is exported");
            case Layer.Flatten _ -> graph.node("Flatten", out, Map.of("axis", 1), in[0]);
            case Layer.Add _ -> graph.node("Add", out, Map.of(), in);
            case Layer.Concat _ -> graph.node("Concat", out, Map.of("axis", 1), in);
            case Layer.Activation(Layer.Curve curve) ->
                switch (curve) {
                    case RELU -> graph.node("Relu", out, Map.of(), in[0]);
                };
            case Layer.BatchNorm(float epsilon) -> normalised(node, out, epsilon, in[0]);
            case Layer.QuantisedClip(int levels, _) -> clipped(node, out, levels, in[0]);
            case Layer.Dropout _, Layer.Spike _ -> throw new AssertionError("treated before");
        };
    }

    private String weighted(Node node, String type, String out, boolean bias, Map<String, ?> attributes, String in) {
        String weight = stored(node, Role.WEIGHT);
        return bias
                ? graph.node(type, out, attributes, in, weight, stored(node, Role.BIAS))
                : graph.node(type, out, attributes, in, weight);
    }

    private String stored(Node node, Role role) {
        Block block = weights.get(node.name(), role);
        return graph.constant(role.of(node.name()), block.shape().sizes(), block);
    }

    private static Map<String, ?> window(Layer.Conv2d conv) {
        int p = conv.padding();
        Map<String, Object> attributes = new TreeMap<>();
        attributes.put("kernel_shape", List.of(conv.kernel(), conv.kernel()));
        attributes.put("strides", List.of(conv.stride(), conv.stride()));
        attributes.put("pads", List.of(p, p, p, p));
        return attributes;
    }

    private static Map<String, ?> ordered(String first, Object one, String second, Object two) {
        return new TreeMap<>(Map.of(first, one, second, two));
    }

    private String normalised(Node node, String out, float epsilon, String in) {
        return graph.node(
                "BatchNormalization",
                out,
                Map.of("epsilon", epsilon),
                in,
                stored(node, Role.SCALE),
                stored(node, Role.SHIFT),
                stored(node, Role.RUNNING_MEAN),
                stored(node, Role.RUNNING_VARIANCE));
    }

    /// λ/levels · clip(floor(levels·x/λ + 1/2), 0, levels)
    private String clipped(Node node, String out, int levels, String in) {
        float threshold = weights.get(node.name(), Role.THRESHOLD).at(0);
        String step = graph.scalar(node.name() + ".step", threshold / levels);
        String scaled = graph.node("Div", out + "/scaled", Map.of(), in, step);
        String shifted = graph.node("Add", out + "/shifted", Map.of(), scaled, graph.scalar("half", 0.5f));
        String whole = graph.node("Floor", out + "/whole", Map.of(), shifted);
        String most = graph.scalar(node.name() + ".levels", levels);
        String clip = graph.node("Clip", out + "/clip", Map.of(), whole, graph.scalar("zero", 0), most);
        return graph.node("Mul", out, Map.of(), clip, step);
    }
}

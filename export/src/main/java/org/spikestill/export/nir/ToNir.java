package org.spikestill.export.nir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.spikestill.model.Block;
import org.spikestill.model.FoldedBatchNorm;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Parameter.Role;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.encode.Encoder;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.model.settings.Provenance;

/// A spiking network as a NIR graph, and all that the graph does not carry.
///
/// Each of our signals is found in the graph as the sum of some nodes' outputs, `gain` times as large: sums over pooling windows stand
/// for means, and the weights behind them are divided.
final class ToNir {
    /// Version of the reference library whose rules the file follows: `v_reset` is present.
    private static final String VERSION = "1.0.8";

    private final Network network;
    private final Weights weights;
    private final Nir settings;
    private final Map<String, Shape> shapes;
    private final ToNeurons neurons;
    private final Map<String, Signal> signals = new HashMap<>();
    private final Map<String, NirNode> nodes = new LinkedHashMap<>();
    private final List<NirGraph.Edge> edges = new ArrayList<>();
    private final LinkedHashSet<String> remarks = new LinkedHashSet<>();

    /// @param from nodes of the graph whose outputs add up to the signal
    /// @param gain signal in the graph by signal here
    private record Signal(List<String> from, double gain) {}

    private ToNir(Network network, Weights weights, Nir settings) {
        this.network = network;
        this.weights = weights;
        this.settings = settings;
        shapes = network.shapes();
        neurons = new ToNeurons(weights, settings);
    }

    /// @throws InvalidNetwork if NIR cannot express the network, with the way out
    static ToNir of(ModelFile model, Nir settings) {
        if (!model.network().isSpiking()) {
            throw new InvalidNetwork(
                    "the network is artificial, and NIR has no activation functions: convert it first, or"
                            + " export it as onnx");
        }
        FoldedBatchNorm folded = FoldedBatchNorm.of(model.network(), model.weights());
        ToNir made = new ToNir(folded.network(), folded.weights(), settings);
        made.remarks.addAll(folded.changes());
        made.translate();
        return made;
    }

    List<String> remarks() {
        return List.copyOf(remarks);
    }

    NirGraph graph() {
        return new NirGraph(VERSION, nodes, edges, metadata());
    }

    private void translate() {
        nodes.put(
                "input",
                new NirNode(
                        "Input",
                        Map.of("shape", NirArray.integers(network.frame().sizes()))));
        signals.put(Network.INPUT, new Signal(List.of("input"), 1));
        network.nodes().forEach(node -> signals.put(node.name(), translated(node)));
        Signal out = signals.get(network.output().name());
        Shape shape = shapes.get(network.output().name());
        put("output", new NirNode("Output", Map.of("shape", NirArray.integers(shape.sizes()))), out);
        new ToNirRemarks(network, weights, settings, nodes.values()).addTo(remarks, neurons.subtracting());
    }

    private Signal translated(Node node) {
        Signal in = signals.get(node.inputs().getFirst());
        return switch (node.layer()) {
            case Layer.Linear linear -> weighted(node, linear, in, new LinkedHashMap<>());
            case Layer.Conv2d conv ->
                weighted(node, conv, in, window(conv, shapes.get(node.inputs().getFirst())));
            case Layer.AveragePool2d(int size) -> pooled(node, size, in);
            case Layer.Flatten _ -> flattened(node, in);
            case Layer.Add _ -> sum(node, in, signals.get(node.inputs().getLast()));
            case Layer.Spike(Neuron neuron) -> population(node, neuron, in);
            case Layer.Dropout _ -> in;
            case Layer.MaxPool2d _,
                    Layer.Gated _,
                    Layer.BatchNorm _,
                    Layer.Activation _,
                    Layer.QuantisedClip _,
                    Layer.Concat _ ->
                throw new InvalidNetwork("'" + node.name() + "' is a "
                        + node.layer().getClass().getSimpleName()
                        + ", which NIR does not have: convert the network first, or export it as onnx");
        };
    }

    private Signal weighted(Node node, Layer.Weighted layer, Signal in, Map<String, NirValue> fields) {
        boolean linear = layer instanceof Layer.Linear;
        fields.put("weight", NirArray.of(weights.get(node.name(), Role.WEIGHT), 1 / in.gain()));
        if (layer.bias()) {
            fields.put("bias", NirArray.of(weights.get(node.name(), Role.BIAS), 1));
        } else if (!linear) { // a convolution always has one in NIR
            int channels = shapes.get(node.name()).channels();
            fields.put("bias", NirArray.of(Block.filled(Shape.of(channels), 0), 1));
        }
        String type = !linear ? "Conv2d" : layer.bias() ? "Affine" : "Linear";
        return put(node.name(), new NirNode(type, fields), in);
    }

    private static Map<String, NirValue> window(Layer.Conv2d conv, Shape in) {
        return new LinkedHashMap<>(Map.of(
                "input_shape", NirArray.integers(List.of(in.height(), in.width())),
                "stride", NirArray.pair(conv.stride()),
                "padding", NirArray.pair(conv.padding()),
                "dilation", NirArray.pair(1),
                "groups", NirArray.integer(1)));
    }

    private Signal pooled(Node node, int size, Signal in) {
        boolean sums = settings.dialect().poolsSums();
        Map<String, NirValue> fields =
                Map.of("kernel_size", NirArray.pair(size), "stride", NirArray.pair(size), "padding", NirArray.pair(0));
        Signal out = put(node.name(), new NirNode(sums ? "SumPool2d" : "AvgPool2d", fields), in);
        return sums ? new Signal(out.from(), in.gain() * size * size) : new Signal(out.from(), in.gain());
    }

    private Signal flattened(Node node, Signal in) {
        Shape from = shapes.get(node.inputs().getFirst());
        if (!from.isMap()) {
            return in;
        }
        Map<String, NirValue> fields = Map.of(
                "start_dim", NirArray.integer(0),
                "end_dim", NirArray.integer(-1),
                "input_type", NirArray.integers(from.sizes()));
        return new Signal(put(node.name(), new NirNode("Flatten", fields), in).from(), in.gain());
    }

    private static Signal sum(Node node, Signal left, Signal right) {
        if (left.gain() != right.gain() || left.from().stream().anyMatch(right.from()::contains)) {
            throw new InvalidNetwork(
                    "'" + node.name() + "' adds signals that NIR's edges cannot add here: pool behind the"
                            + " sum, and do not add a signal to itself");
        }
        List<String> both = new ArrayList<>(left.from());
        both.addAll(right.from());
        return new Signal(both, left.gain());
    }

    private Signal population(Node node, Neuron neuron, Signal in) {
        boolean readOut = node.equals(network.output()) && !(neuron instanceof Neuron.Firing);
        if (readOut && settings.dialect().leavesReadOut()) {
            remarks.add(
                    "'" + node.name() + "' is left out, since the reader has no such node: the sum of the file's output"
                            + " over the time steps is the output of this network");
            return in;
        }
        return put(node.name(), neurons.node(node, neuron, shapes.get(node.name()), in.gain()), in);
    }

    private Signal put(String name, NirNode node, Signal in) {
        String unique = name.replace('/', '_');
        while (nodes.containsKey(unique) || !name.equals("output") && unique.equals("output")) {
            unique += "_";
        }
        nodes.put(unique, node);
        for (String from : in.from()) {
            edges.add(new NirGraph.Edge(from, unique));
        }
        return new Signal(List.of(unique), 1);
    }

    private Map<String, NirValue> metadata() {
        return Map.of(
                "writer", new NirValue.Text(Provenance.thisTool()),
                "dialect", new NirValue.Text(settings.dialect().name().toLowerCase(Locale.ROOT)),
                "dt", NirArray.filled(NirArray.Type.FLOAT64, new Shape(List.of()), settings.step()),
                "ticks", NirArray.integer(network.ticks()),
                "sample_shape", NirArray.integers(network.input().sizes()),
                "encoder", new NirValue.Text(Encoder.catalog().spec(network.encoder())),
                "scaling_mean", floats(network.scaling().mean()),
                "scaling_deviation", floats(network.scaling().deviation()));
    }

    private static NirArray floats(List<Float> values) {
        return new NirArray(
                NirArray.Type.FLOAT32,
                List.of(values.size()),
                values.stream().mapToDouble(Float::doubleValue).toArray());
    }
}

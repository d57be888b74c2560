package org.spikestill.export.nir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.spikestill.export.Importer.Imported;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Parameter.Role;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.neuron.Integrator;
import org.spikestill.model.neuron.Neuron;

/// A NIR graph as a network that the engine runs.
///
/// A signal of the graph is `gain` times one of ours: sums over windows become means, and the weights or thresholds behind them take
/// up the factor.
final class FromNir {
    private final NirGraph graph;
    private final Nir settings;
    private final LinkedHashSet<String> remarks = new LinkedHashSet<>();
    private final FromNeurons neurons;
    private final Map<String, Signal> signals = new HashMap<>();
    private final Map<String, Block> blocks = new LinkedHashMap<>();
    private final List<Node> nodes = new ArrayList<>();

    /// @param node of ours
    private record Signal(String node, double gain) {}

    private FromNir(NirGraph graph, Nir settings) {
        this.graph = graph;
        this.settings = settings;
        neurons = new FromNeurons(settings, graph.version(), remarks);
    }

    /// @throws InvalidNetwork naming the node that has no counterpart here
    static Imported network(NirGraph graph, Nir settings) {
        return new FromNir(graph, settings).imported();
    }

    private Imported imported() {
        GraphOrder order = GraphOrder.of(graph, only("Output"));
        String input = only("Input");
        signals.put(input, new Signal(Network.INPUT, 1));
        order.inputs().forEach((name, from) -> {
            if (!name.equals(input)) {
                signals.put(name, node(name, graph.nodes().get(name), joined(name, from)));
            }
        });
        finish(signals.get(only("Output")));
        remarks.add("time step " + settings.step() + ", scheme "
                + settings.discretisation().name().toLowerCase(Locale.ROOT)
                + ": name dt, scheme or dialect if the file was made for others");
        Shape shape = new Shape(graph.nodes().get(input).array("shape").integers("shape"));
        Network network = new FromMetadata(graph.metadata(), remarks).network(shape, nodes);
        return new Imported(network, new Weights(blocks), List.copyOf(remarks));
    }

    /// The only node of a type at the top of the graph.
    private String only(String type) {
        List<String> found = graph.nodes().entrySet().stream()
                .filter(each ->
                        each.getValue().type().equals(type) && each.getKey().indexOf('/') < 0)
                .map(Map.Entry::getKey)
                .toList();
        if (found.size() != 1) {
            throw new InvalidNetwork("the graph has " + found.size() + " nodes of type " + type + ": it must have one");
        }
        return found.getFirst();
    }

    /// The sum of all signals that edges bring.
    private Signal joined(String name, List<String> from) {
        if (from.isEmpty()) {
            throw new InvalidNetwork("nothing leads to '" + name + "': each node but the input needs an edge");
        }
        Signal sum = signals.get(from.getFirst());
        for (String each : from.subList(1, from.size())) {
            Signal next = signals.get(each);
            if (next.gain() != sum.gain()) {
                throw new InvalidNetwork("'" + name + "' adds signals of different scale, sums over windows and others:"
                        + " use AvgPool2d");
            }
            sum = new Signal(add(name + "_sum", new Layer.Add(), sum.node(), next.node()), sum.gain());
        }
        return sum;
    }

    private Signal node(String name, NirNode node, Signal in) {
        return switch (node.type()) {
            case "Input", "Output" -> in; // of a nested graph, or the end
            case "Affine", "Linear" -> linear(name, node, in);
            case "Conv2d" -> convolution(name, node, in);
            case "SumPool2d", "AvgPool2d" -> pooled(name, node, in);
            case "Flatten" -> flattened(name, node, in);
            case "Scale" -> new Signal(in.node(), in.gain() * positive(name, node));
            default -> population(name, node, in);
        };
    }

    private static double positive(String name, NirNode node) {
        double scale = node.array("scale").uniform("'" + name + ".scale'");
        if (!(scale > 0)) {
            throw new InvalidNetwork(
                    "'" + name + "' scales by " + scale + ": it must be above 0, change the weights instead");
        }
        return scale;
    }

    private Signal linear(String name, NirNode node, Signal in) {
        NirArray weight = node.array("weight");
        if (weight.sizes().size() != 2) {
            throw new InvalidNetwork(
                    "'" + name + ".weight' has shape " + weight.sizes() + ": it must be [outputs, inputs]");
        }
        int outputs = weight.sizes().getFirst();
        boolean biased = node.type().equals("Affine");
        String made = add(name, new Layer.Linear(outputs, biased), in.node());
        blocks.put(Role.WEIGHT.of(made), weight.toBlock(new Shape(weight.sizes()), in.gain()));
        if (biased) {
            bias(made, node, outputs);
        }
        return new Signal(made, 1);
    }

    private void bias(String made, NirNode node, int outputs) {
        NirArray bias = node.array("bias");
        if (bias.elements() != outputs) {
            throw new InvalidNetwork(
                    "'" + made + ".bias' has " + bias.elements() + " values for " + outputs + " outputs");
        }
        blocks.put(Role.BIAS.of(made), bias.toBlock(Shape.of(outputs), 1));
    }

    private Signal convolution(String name, NirNode node, Signal in) {
        ConvForm form = ConvForm.of(node, in.gain());
        String made = add(name, form.layer(), in.node());
        blocks.put(Role.WEIGHT.of(made), form.weight());
        bias(made, node, form.layer().channels());
        return new Signal(made, 1);
    }

    private Signal pooled(String name, NirNode node, Signal in) {
        List<Integer> kernel = ConvForm.pairOf(node.array("kernel_size").integers("kernel_size"), "kernel_size");
        List<Integer> stride = ConvForm.pairOf(node.array("stride").integers("stride"), "stride");
        boolean padded =
                node.find("padding").stream().flatMapToDouble(NirArray::stream).anyMatch(each -> each != 0);
        if (!kernel.equals(stride) || !kernel.getFirst().equals(kernel.getLast()) || padded) {
            throw new InvalidNetwork("'" + name + "' pools windows of " + kernel + " at stride " + stride
                    + (padded ? " with padding" : "")
                    + ": windows here are square and lie side by side, without padding");
        }
        int size = kernel.getFirst();
        String made = add(name, new Layer.AveragePool2d(size), in.node());
        return new Signal(made, node.type().equals("SumPool2d") ? in.gain() * size * size : in.gain());
    }

    private Signal flattened(String name, NirNode node, Signal in) {
        int start = node.array("start_dim").integers("start_dim").getFirst();
        int end = node.array("end_dim").integers("end_dim").getFirst();
        int last = node.find("input_type").map(each -> each.elements() - 1).orElse(-1);
        if (start < 0 || start > 1 || end != -1 && end != last) {
            throw new InvalidNetwork("'" + name + "' flattens axes " + start + " to " + end
                    + ": only all axes of a map can be, start_dim 0 and end_dim -1");
        }
        if (start == 1) {
            remarks.add(
                    "'" + name + "' flattens from axis 1, as if there were a batch axis: it is taken to flatten all");
        }
        return new Signal(add(name, new Layer.Flatten(), in.node()), in.gain());
    }

    private Signal population(String name, NirNode node, Signal in) {
        FromNeurons.Made made = neurons.neuron(name, node, in.gain());
        String population = add(name, new Layer.Spike(made.neuron()), in.node());
        if (node.metadata().get("v_initial") instanceof NirArray start) {
            Shape shape = new Shape(start.sizes());
            blocks.put(Role.INITIAL_STATE.of(population), start.toBlock(shape, 1 / made.scale()));
        }
        boolean fires = node.find("v_threshold").isPresent() || node.type().equals("Threshold");
        return new Signal(population, fires ? 1 : made.scale());
    }

    /// The engine's output is a read-out; where the graph has none, its output is summed over time.
    private void finish(Signal out) {
        boolean readOut = !nodes.isEmpty()
                && nodes.getLast().name().equals(out.node())
                && nodes.getLast().layer() instanceof Layer.Spike(var neuron)
                && !(neuron instanceof Neuron.Firing);
        if (!readOut) {
            remarks.add("the output is summed over the time steps by an integrator");
            add("readout", new Layer.Spike(new Integrator()), out.node());
        }
        if (out.gain() != 1) {
            remarks.add("outputs are " + out.gain() + " times as large in the file");
        }
    }

    private String add(String name, Layer layer, String... inputs) {
        String unique = name.replace('/', '_').replace('.', '_');
        while (unique.equals(Network.INPUT) || isTaken(unique)) {
            unique += "_";
        }
        nodes.add(new Node(unique, layer, List.of(inputs)));
        return unique;
    }

    private boolean isTaken(String name) {
        return nodes.stream().anyMatch(node -> node.name().equals(name));
    }
}

package org.spikestill.export.onnx.read;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.spikestill.export.Importer.Imported;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Parameter.Role;
import org.spikestill.model.Scaling;
import org.spikestill.model.Shape;

/// Translation of an ONNX graph, node by node, into a network of ours. Every operation is translated exactly or refused.
final class FromOnnx {
    /// Bound on nodes: networks that become spiking ones have a tenth.
    private static final int MAX_NODES = 2000;

    private final OnnxGraph graph;
    private final Assembly made;
    private final Map<String, OnnxTensor> constants = new LinkedHashMap<>();

    private FromOnnx(OnnxGraph graph, Shape input) {
        this.graph = graph;
        this.made = new Assembly(input, graph.inputs().getFirst().name());
        this.constants.putAll(graph.constants());
    }

    static Imported network(OnnxGraph graph, OnnxImport settings) {
        if (graph.inputs().size() != 1 || graph.outputs().isEmpty()) {
            throw new InvalidNetwork("has " + graph.inputs().size() + " inputs and "
                    + graph.outputs().size() + " outputs: a network of images has one of each");
        }
        if (graph.nodes().size() > MAX_NODES) {
            throw new InvalidNetwork("has " + graph.nodes().size() + " nodes: at most " + MAX_NODES + " are imported");
        }
        Shape input = OnnxInput.shape(graph.inputs().getFirst(), settings.sample());
        FromOnnx translation = new FromOnnx(graph, input);
        graph.nodes().forEach(translation::translate);
        List<String> remarks = new ArrayList<>();
        if (graph.outputs().size() > 1) {
            remarks.add("of " + graph.outputs().size() + " outputs the first, '"
                    + graph.outputs().getFirst().name() + "', is imported");
        }
        Scaling scaling = OnnxInput.scaling(graph, settings, input);
        remarks.add(
                scaling.equals(Scaling.none(input.channels()))
                        ? "pixels in [0, 1] are not normalised: name mean and std if the network's training did so"
                        : "pixels in [0, 1] are normalised by mean " + scaling.mean() + " and std "
                                + scaling.deviation());
        return translation.made.network(graph.outputs().getFirst().name(), scaling, remarks);
    }

    private void translate(OnnxNode node) {
        if (!node.domain().isEmpty() && !node.domain().equals("ai.onnx")) {
            throw node.refused("is of the domain '" + node.domain() + "': only operators of ONNX itself are imported");
        }
        switch (node.op()) {
            case "Constant" -> constants.put(output(node), node.constant());
            case "Conv" -> convolution(node);
            case "Gemm" -> gemm(node);
            case "MatMul" -> product(node);
            case "Add" -> sum(node);
            case "BatchNormalization" -> normalisation(node);
            case "Relu" -> made.add(output(node), "relu", new Layer.Activation(Layer.Curve.RELU), input(node));
            case "Clip" -> clip(node);
            case "AveragePool" -> average(node);
            case "GlobalAveragePool" -> globalAverage(node, input(node));
            case "Flatten" -> flatten(node, node.number("axis", 1) == 1);
            case "Reshape" -> flatten(node, isFlattening(node));
            case "Dropout", "Identity" -> made.alias(output(node), input(node));
            case "MaxPool" ->
                throw node.refused("takes maxima, which spikes do not have: train the network with average pooling,"
                        + " or with a convolution of stride 2 in its place");
            case "Concat" ->
                throw node.refused("joins maps, which the engine does not: train a network that adds them (residual)");
            case "Softmax", "LogSoftmax" ->
                throw node.refused("turns logits into probabilities: export the network without it");
            default ->
                throw node.refused("has no counterpart in a spiking network: train the network with Conv, Gemm,"
                        + " BatchNormalization, Relu, AveragePool and Add, or use the file as a teacher");
        }
    }

    private static String output(OnnxNode node) {
        if (node.outputs().isEmpty()) {
            throw node.refused("has no output: the file is damaged");
        }
        return node.outputs().getFirst();
    }

    private static String argument(OnnxNode node, int index) {
        if (index >= node.inputs().size() || node.inputs().get(index).isEmpty()) {
            throw node.refused("has no input " + index + ": the file is damaged");
        }
        return node.inputs().get(index);
    }

    /// The node of ours whose output this one reads first.
    private String input(OnnxNode node) {
        return made.node(node, argument(node, 0));
    }

    private Optional<OnnxTensor> constant(OnnxNode node, int index) {
        return index >= node.inputs().size()
                ? Optional.empty()
                : Optional.ofNullable(constants.get(node.inputs().get(index)));
    }

    private OnnxTensor wanted(OnnxNode node, int index, String what) {
        return constant(node, index)
                .orElseThrow(() -> node.refused("computes its " + what + " ('" + argument(node, index)
                        + "'), which has to be a constant: export the network in evaluation mode"));
    }

    private Optional<Block> bias(OnnxNode node, int index, int outputs, float factor) {
        if (index >= node.inputs().size() || node.inputs().get(index).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(vector(node, wanted(node, index, "bias"), outputs, factor));
    }

    private static Block vector(OnnxNode node, OnnxTensor stored, int wanted, float factor) {
        if (stored.elements() != wanted) {
            throw node.refused(
                    "has '" + stored.name() + "' of sizes " + stored.sizes() + ": wanted " + wanted + " values");
        }
        return Block.of(Shape.of(wanted), scaled(stored.floats(), factor));
    }

    private static float[] scaled(float[] values, float factor) {
        for (int i = 0; i < values.length && factor != 1; i++) {
            values[i] *= factor;
        }
        return values;
    }

    private void convolution(OnnxNode node) {
        OnnxTensor weight = wanted(node, 1, "weights");
        Shape in = made.map(node, input(node));
        DenseKernel dense = DenseKernel.of(node, weight, in.channels());
        int channels = dense.weight().shape().sizes().getFirst();
        Optional<Block> bias = bias(node, 2, channels, 1);
        made.add(output(node), "conv", dense.layer(channels, bias.isPresent()), input(node));
        made.weights(Role.WEIGHT, dense.weight());
        bias.ifPresent(block -> made.weights(Role.BIAS, block));
    }

    private void gemm(OnnxNode node) {
        if (node.number("transA", 0) != 0) {
            throw node.refused("transposes its input, which a layer does not: export the network anew");
        }
        linear(node, node.number("transB", 0) != 0, node.real("alpha", 1));
    }

    private void product(OnnxNode node) {
        linear(node, false, 1);
    }

    private void linear(OnnxNode node, boolean transposed, float factor) {
        OnnxTensor stored = wanted(node, 1, "weights");
        Shape in = made.shape(input(node));
        if (stored.sizes().size() != 2 || in.isMap()) {
            throw node.refused("multiplies " + in + " by " + stored.sizes() + ": wanted a vector and a matrix");
        }
        int inputs = stored.sizes().get(transposed ? 1 : 0);
        int outputs = stored.sizes().get(transposed ? 0 : 1);
        if (inputs != in.elements()) {
            throw node.refused(
                    "multiplies " + in + " by " + stored.sizes() + ", which do not fit: the file is damaged");
        }
        Optional<Block> bias = bias(node, 2, outputs, node.real("beta", 1));
        float[] values = scaled(stored.floats(), factor);
        made.add(output(node), "fc", new Layer.Linear(outputs, bias.isPresent()), input(node));
        made.weights(
                Role.WEIGHT,
                Block.of(Shape.of(outputs, inputs), transposed ? values : transposed(values, inputs, outputs)));
        bias.ifPresent(block -> made.weights(Role.BIAS, block));
    }

    private static float[] transposed(float[] values, int rows, int columns) {
        float[] turned = new float[values.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                turned[column * rows + row] = values[row * columns + column];
            }
        }
        return turned;
    }

    /// Of two maps, or a bias after the layer it belongs to.
    private void sum(OnnxNode node) {
        Optional<OnnxTensor> added = constant(node, 1).or(() -> constant(node, 0));
        if (added.isEmpty()) {
            made.add(output(node), "add", new Layer.Add(), input(node), made.node(node, argument(node, 1)));
            return;
        }
        String before = made.node(node, argument(node, constant(node, 1).isPresent() ? 0 : 1));
        int outputs = made.channels(before);
        made.bias(node, before, vector(node, added.get(), outputs, 1), readers(node));
        made.alias(output(node), before);
    }

    /// Number of nodes that read what this one reads.
    private long readers(OnnxNode node) {
        Set<String> read = new HashSet<>(node.inputs());
        return graph.nodes().stream()
                .filter(each ->
                        each.inputs().stream().anyMatch(name -> read.contains(name) && !constants.containsKey(name)))
                .count();
    }

    private void normalisation(OnnxNode node) {
        if (node.number("training_mode", 0) != 0) {
            throw node.refused("is in training mode: export the network after model.eval()");
        }
        int channels = made.shape(input(node)).channels();
        List<Role> roles = List.of(Role.SCALE, Role.SHIFT, Role.RUNNING_MEAN, Role.RUNNING_VARIANCE);
        List<Block> blocks = new ArrayList<>();
        for (int i = 0; i < roles.size(); i++) {
            blocks.add(vector(node, wanted(node, i + 1, "statistics"), channels, 1));
        }
        made.add(output(node), "bn", new Layer.BatchNorm(node.real("epsilon", 1e-5f)), input(node));
        for (int i = 0; i < roles.size(); i++) {
            made.weights(roles.get(i), blocks.get(i));
        }
    }

    private void clip(OnnxNode node) {
        float least = bound(node, 1, "min", Float.NEGATIVE_INFINITY);
        float most = bound(node, 2, "max", Float.POSITIVE_INFINITY);
        if (least != 0 || most < Float.MAX_VALUE) {
            throw node.refused("clips to [" + least + ", " + most
                    + "]: a neuron's curve begins at 0 and has no upper end, train the network with ReLU");
        }
        made.add(output(node), "relu", new Layer.Activation(Layer.Curve.RELU), input(node));
    }

    /// An input since opset 11, an attribute before.
    private float bound(OnnxNode node, int index, String name, float otherwise) {
        if (index < node.inputs().size() && !node.inputs().get(index).isEmpty()) {
            OnnxTensor stored = wanted(node, index, name);
            if (stored.elements() != 1) {
                throw node.refused("has " + stored.elements() + " values for " + name + ": wanted one");
            }
            return stored.floats()[0];
        }
        return node.real(name, otherwise);
    }

    private void average(OnnxNode node) {
        List<Long> kernel = node.numbers("kernel_shape", List.of());
        List<Long> strides = node.numbers("strides", List.of(1L, 1L));
        boolean plain = node.numbers("pads", List.of()).stream().allMatch(pad -> pad == 0)
                && node.numbers("dilations", List.of()).stream().allMatch(each -> each == 1)
                && node.number("ceil_mode", 0) == 0
                && !node.text("auto_pad", "").startsWith("SAME");
        if (!plain
                || kernel.size() != 2
                || !kernel.equals(strides)
                || !kernel.get(0).equals(kernel.get(1))) {
            throw node.refused("averages windows " + kernel + " with strides " + strides
                    + ": the engine has square ones side by side, without padding");
        }
        made.add(output(node), "pool", new Layer.AveragePool2d(Math.toIntExact(kernel.getFirst())), input(node));
    }

    private void globalAverage(OnnxNode node, String in) {
        Shape map = made.map(node, in);
        if (map.height() != map.width()) {
            throw node.refused("averages maps " + map + ": the engine has square windows, take square samples");
        }
        made.add(output(node), "pool", new Layer.AveragePool2d(map.height()), in);
    }

    private void flatten(OnnxNode node, boolean plain) {
        if (!plain) {
            throw node.refused(
                    "changes the shape to something else than a vector per sample: train the network without it");
        }
        if (made.shape(input(node)).sizes().size() == 1) {
            made.alias(output(node), input(node));
        } else {
            made.add(output(node), "flatten", new Layer.Flatten(), input(node));
        }
    }

    /// `[N, −1]`, `[0, −1]` or `[−1, elements]`.
    private boolean isFlattening(OnnxNode node) {
        long[] sizes = wanted(node, 1, "shape").longs();
        int elements = made.shape(input(node)).elements();
        return sizes.length == 2 && (sizes[1] == elements || sizes[1] == -1 && sizes[0] >= 0);
    }
}

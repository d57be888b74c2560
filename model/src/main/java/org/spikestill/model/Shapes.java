package org.spikestill.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Shape inference: what each layer makes of its inputs, or why it cannot.
final class Shapes {
    private Shapes() {}

    static Map<String, Shape> infer(Shape input, List<Network.Node> nodes) {
        Map<String, Shape> shapes = new LinkedHashMap<>();
        shapes.put(Network.INPUT, input);
        for (Network.Node node : nodes) {
            List<Shape> inputs = node.inputs().stream()
                    .map(name -> {
                        Shape shape = shapes.get(name);
                        if (shape == null) {
                            throw new InvalidNetwork("'" + node.name() + "' reads '" + name
                                    + "', which no earlier node is called: list nodes in topological order");
                        }
                        return shape;
                    })
                    .toList();
            if (node.name().isBlank() || node.name().contains(".")) {
                throw new InvalidNetwork(
                        "node name '" + node.name() + "' is blank or has a dot: use letters and digits");
            }
            if (shapes.put(node.name(), output(node, inputs)) != null) {
                throw new InvalidNetwork("two nodes are called '" + node.name() + "': names must be unique");
            }
        }
        return shapes;
    }

    private static Shape output(Network.Node node, List<Shape> inputs) {
        checkInputs(node, inputs.size());
        Shape in = inputs.getFirst();
        return switch (node.layer()) {
            case Layer.Weighted layer -> weighted(node, layer, in);
            case Layer.Gated(Layer.Weighted layer, _) -> weighted(node, layer, in);
            case Layer.AveragePool2d(int size) -> pooled(node, size, in);
            case Layer.MaxPool2d(int size) -> pooled(node, size, in);
            case Layer.Flatten _ -> Shape.of(in.elements());
            case Layer.Add _ -> {
                if (!in.equals(inputs.getLast())) {
                    throw new InvalidNetwork(
                            "'" + node.name() + "' adds " + in + " and " + inputs.getLast() + ": shapes must be equal");
                }
                yield in;
            }
            case Layer.Concat _ -> joined(node, inputs);
            case Layer.Spike _, Layer.Dropout _, Layer.Activation _, Layer.QuantisedClip _, Layer.BatchNorm _ -> in;
        };
    }

    private static Shape weighted(Network.Node node, Layer.Weighted layer, Shape in) {
        return switch (layer) {
            case Layer.Linear(int outputs, _) -> {
                if (in.isMap()) {
                    throw new InvalidNetwork("'" + node.name() + "' is linear but its input is the map " + in
                            + ": put a flatten before it");
                }
                yield Shape.of(outputs);
            }
            case Layer.Conv2d conv -> {
                map(node, in);
                yield Shape.of(
                        conv.channels(),
                        extent(node, in, in.height() + 2 * conv.padding(), conv.kernel(), conv.stride()),
                        extent(node, in, in.width() + 2 * conv.padding(), conv.kernel(), conv.stride()));
            }
        };
    }

    private static Shape pooled(Network.Node node, int size, Shape in) {
        map(node, in);
        return Shape.of(
                in.channels(), extent(node, in, in.height(), size, size), extent(node, in, in.width(), size, size));
    }

    private static void checkInputs(Network.Node node, int found) {
        boolean more = node.layer() instanceof Layer.Concat;
        int wanted = more || node.layer() instanceof Layer.Add ? 2 : 1;
        if (more ? found < wanted : found != wanted) {
            throw new InvalidNetwork("'" + node.name() + "' has " + found + " inputs, "
                    + node.layer().getClass().getSimpleName() + " takes " + wanted + (more ? " or more" : ""));
        }
    }

    private static Shape joined(Network.Node node, List<Shape> inputs) {
        Shape first = inputs.getFirst();
        int channels = 0;
        for (Shape each : inputs) {
            if (each.isMap() != first.isMap() || each.height() != first.height() || each.width() != first.width()) {
                throw new InvalidNetwork("'" + node.name() + "' joins " + first + " and " + each
                        + " along the channels: height and width must be equal");
            }
            channels = Math.addExact(channels, each.channels());
        }
        return first.isMap() ? Shape.of(channels, first.height(), first.width()) : Shape.of(channels);
    }

    private static void map(Network.Node node, Shape in) {
        if (!in.isMap()) {
            throw new InvalidNetwork("'" + node.name() + "' needs a map [C, H, W], its input is " + in
                    + ": for vectors use linear layers alone, the architecture mlp");
        }
    }

    private static int extent(Network.Node node, Shape in, int padded, int kernel, int stride) {
        if (padded < kernel) {
            throw new InvalidNetwork("'" + node.name() + "' has a window of " + kernel + " on an input of " + in
                    + ": the map is too small, use fewer poolings, a larger image, or the architecture mlp");
        }
        return (padded - kernel) / stride + 1;
    }
}

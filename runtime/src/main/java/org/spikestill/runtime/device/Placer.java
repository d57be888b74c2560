package org.spikestill.runtime.device;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Parameter.Role;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.encode.FixedPoint;
import org.spikestill.model.neuron.LoihiLif;
import org.spikestill.model.neuron.Neuron;

/// From a network to its [Placement], or to the rule of the device that it breaks.
final class Placer {
    private final Device device;
    private final Network network;
    private final Weights weights;
    private final Map<String, Shape> shapes;
    private final List<Placement.Stage> stages = new ArrayList<>();
    private final Map<String, Fanout.Source> spikes = new HashMap<>();
    private final Map<String, Node> synaptic = new HashMap<>();

    Placer(Device device, Network network, Weights weights) {
        this.device = device;
        this.network = network;
        this.weights = weights;
        shapes = network.shapes();
    }

    Placement place() {
        weights.checkedFor(network).checkedFinite();
        spikes.put(Network.INPUT, new Fanout.Source(-1, network.frame(), List.of(), 1));
        network.nodes().forEach(this::place);
        if (stages.isEmpty() || stages.getLast().fires()) {
            throw refused(network.output().name(), "is no read-out", "end the network with an integrator");
        }
        return new Placement(device, stages);
    }

    private void place(Node node) {
        Fanout.Source in = spikes.get(node.inputs().getFirst());
        switch (node.layer()) {
            case Layer.Weighted _ -> synapses(node, in);
            case Layer.AveragePool2d(int size) -> spikes.put(node.name(), pooled(node, in, size));
            case Layer.Flatten _ ->
                spikes.put(
                        node.name(),
                        new Fanout.Source(in.population(), shapes.get(node.name()), in.places(), in.area()));
            case Layer.Dropout _ -> spikes.put(node.name(), in);
            case Layer.Spike(var neuron) -> population(node, neuron);
            case Layer.Add _ ->
                throw refused(
                        node.name(),
                        "adds two paths, whose synaptic delays differ",
                        "choose an architecture without skip connections, such as chipnet");
            case Layer.MaxPool2d _ ->
                throw refused(
                        node.name(),
                        "pools maxima, which no synapse computes",
                        "choose strides or average pooling, which fold into synapses");
            case Layer.LabOnly _ ->
                throw refused(node.name(), "only the trainer runs", "convert the network before deployment");
        }
    }

    private void synapses(Node node, Fanout.Source in) {
        if (in == null) {
            throw refused(node.name(), "follows synapses without neurons between", "put a population before it");
        }
        if (in.population() < 0) {
            throw refused(
                    node.name(),
                    "reads values, and synapses carry spikes only",
                    "put a population on the input, as the architecture chipnet does");
        }
        synaptic.put(node.name(), node);
    }

    /// Pooled spikes reach the next layer through a synapse of their own each: its weight over the area.
    private Fanout.Source pooled(Node node, Fanout.Source in, int size) {
        if (in == null || in.population() < 0) {
            throw refused(
                    node.name(), "averages values that are no spikes", "pool behind a population, or use a stride");
        }
        if (Integer.bitCount(size) != 1) {
            throw refused(
                    node.name(),
                    "averages " + size + "×" + size + " spikes, which takes weights off the grid",
                    "pool over a power of two, or use a stride");
        }
        for (Node reader : network.readers(node.name())) {
            if (reader.layer() instanceof Layer.Spike) {
                throw refused(
                        node.name(),
                        "passes averages, which are not binary, to the population '" + reader.name() + "'",
                        "put a layer of synapses between");
            }
        }
        Shape from = in.shape();
        Shape to = shapes.get(node.name());
        List<Integer> places = in.places().stream()
                .map(place -> {
                    int y = place / from.width() % from.height() / size;
                    int x = place % from.width() / size;
                    int channel = place / (from.height() * from.width());
                    return place < 0 || y >= to.height() || x >= to.width()
                            ? -1
                            : (channel * to.height() + y) * to.width() + x;
                })
                .toList();
        return new Fanout.Source(in.population(), to, places, in.area() * size * size);
    }

    private void population(Node node, Neuron neuron) {
        Device.Cell cell = device.cell(node.name(), neuron);
        for (String state : neuron.state()) {
            if (weights.find(node.name() + "." + state).isPresent()) {
                throw refused(node.name(), "starts at a trained state, '" + state + "'", "train it from rest");
            }
        }
        int[] order = order(shapes.get(node.name()));
        Node layer = synaptic.get(node.inputs().getFirst());
        boolean biased = layer == null || ((Layer.Weighted) layer.layer()).bias();
        if (biased && neuron instanceof LoihiLif lif && lif.currentDecay() < LoihiLif.FORGET) {
            throw refused(
                    node.name(),
                    "sums a bias in its current, and the chip adds it to the membrane",
                    "train it with currentDecay=" + LoihiLif.FORGET + ", or its layer without a bias");
        }
        if (layer == null && !node.inputs().getFirst().equals(Network.INPUT)) {
            throw refused(node.name(), "follows no layer of synapses", "put one before it");
        }
        float threshold = neuron instanceof Neuron.Firing firing ? firing.threshold() : 0;
        Grid grid = new Grid(device, node.name(), cell.bits());
        stages.add(
                layer == null
                        ? onInput(node, cell, grid, threshold, order)
                        : behind(node, layer, cell, grid, threshold, order));
        List<Integer> places = IntStream.of(order).boxed().toList();
        spikes.put(node.name(), new Fanout.Source(stages.size() - 1, shapes.get(node.name()), places, 1));
    }

    private Placement.Stage onInput(Node node, Device.Cell cell, Grid grid, float threshold, int[] order) {
        if (!(network.encoder() instanceof FixedPoint(int fraction))) {
            throw refused(
                    node.name(),
                    "reads values that are no multiples of a power of two",
                    "use the encoder fixed-point in place of "
                            + network.encoder().getClass().getSimpleName());
        }
        int bits = grid.bits(threshold, fraction) + device.stateBits();
        for (int channel = 0; channel < network.input().channels(); channel++) {
            for (float raw : new float[] {0, 1}) {
                float mean = network.scaling().mean().get(channel);
                float value = (raw - mean) / network.scaling().deviation().get(channel);
                int steps = (int) Math.rint(value * (1 << fraction));
                int states = steps << (bits - fraction);
                if (!device.holdsBias(states) || steps != states >> (bits - fraction)) {
                    throw refused(
                            node.name(),
                            "receives up to " + value + ", too large for a bias of " + fraction + " bits",
                            "use the encoder fixed-point with fewer bits");
                }
            }
        }
        return new Placement.Stage(
                node.name(),
                null,
                -1,
                null,
                cell,
                bits,
                grid.threshold(threshold, bits - device.stateBits()) << device.stateBits(),
                new int[order.length],
                order);
    }

    private Placement.Stage behind(Node node, Node layer, Device.Cell cell, Grid grid, float threshold, int[] order) {
        Fanout.Source source = spikes.get(layer.inputs().getFirst());
        float[] weight = weights.get(layer.name(), Role.WEIGHT).toFloats();
        for (int i = 0; i < weight.length; i++) {
            weight[i] /= source.area(); // exact: a power of two
        }
        Optional<float[]> bias = ((Layer.Weighted) layer.layer()).bias()
                ? Optional.of(weights.get(layer.name(), Role.BIAS).toFloats())
                : Optional.empty();
        int outputs = shapes.get(layer.name()).channels();
        Grid.Fitted fitted = grid.fit(layer.name(), weight, outputs, bias, threshold);
        int[] mantissas = fitted.mantissas();
        Fanout fanout = switch (layer.layer()) {
            case Layer.Conv2d conv -> new Fanout(source, conv, shapes.get(layer.name()), mantissas, device.stateBits());
            case Layer.Linear linear -> new Fanout(source, linear, mantissas, device.stateBits());
            default -> throw new AssertionError(layer.layer());
        };
        int[] currents = IntStream.range(0, order.length)
                .map(i -> fitted.bias().map(each -> each[i % outputs]).orElse(0))
                .toArray();
        return new Placement.Stage(
                node.name(),
                layer.name(),
                source.population(),
                fanout,
                cell,
                fitted.bits() + device.stateBits(),
                fitted.threshold() << device.stateBits(),
                currents,
                order);
    }

    /// From the order `[H, W, C]` of neurons to that of the shape, `[C, H, W]`.
    private static int[] order(Shape shape) {
        int channels = shape.channels();
        int pixels = shape.elements() / channels;
        return IntStream.range(0, shape.elements())
                .map(i -> i % channels * pixels + i / channels)
                .toArray();
    }

    private InvalidNetwork refused(String layer, String found, String wayOut) {
        return new InvalidNetwork("%s does not run '%s', which %s: %s".formatted(device.title(), layer, found, wayOut));
    }
}

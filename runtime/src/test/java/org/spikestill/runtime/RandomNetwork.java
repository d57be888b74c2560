package org.spikestill.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.spikestill.model.Block;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Parameter;
import org.spikestill.model.Scaling;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.encode.Encoder;
import org.spikestill.model.encode.Frames;
import org.spikestill.model.encode.Poisson;
import org.spikestill.model.neuron.Integrator;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;
import org.spikestill.model.surrogate.Triangle;

/// Small networks with everything the engine knows, in odd sizes. Their weights, samples, leaks and thresholds are
/// dyadic fractions with few digits, so that any order of summation is exact.
final class RandomNetwork {
    private final Chance chance;
    private final List<Node> nodes = new ArrayList<>();
    private final Shape input;
    private String last = Network.INPUT;
    private int spikes;

    private RandomNetwork(Chance chance) {
        this.chance = chance;
        input = Shape.of(chance.between(1, 3), chance.between(7, 10), chance.between(7, 10));
    }

    static Network draw(Chance chance) {
        return new RandomNetwork(chance).network();
    }

    private Network network() {
        convolution("conv1", chance.oneOf(3, 8, 17));
        spike();
        if (chance.coin()) {
            pool("pool1");
        }
        switch (chance.between(0, 3)) {
            case 0 -> residualOfSpikes();
            case 1 -> residualOfCurrents();
            case 2 -> {
                convolution("conv2", chance.oneOf(5, 16, 33, 130));
                if (chance.coin()) {
                    pool("pool2"); // of currents
                }
                spike();
            }
            default -> {}
        }
        add("dropout", new Layer.Dropout(0.5f));
        add("flatten", new Layer.Flatten());
        if (chance.coin()) {
            add("fc1", new Layer.Linear(chance.oneOf(1, 15, 16, 40), chance.coin()));
            spike();
        }
        add("fc2", new Layer.Linear(chance.between(1, 20), chance.coin()));
        add("out", new Layer.Spike(new Integrator()));
        Encoder encoder = chance.oneOf(new Direct(), new Poisson(true), new Poisson(false), new Frames(2));
        Shape sample =
                encoder instanceof Frames ? Shape.of(2 * input.channels(), input.height(), input.width()) : input;
        return new Network(
                sample,
                chance.coin() ? Scaling.symmetric(sample.channels()) : Scaling.none(sample.channels()),
                encoder,
                chance.between(1, 6),
                nodes);
    }

    private void convolution(String name, int channels) {
        int kernel = chance.between(1, Math.min(3, extent()));
        add(
                name,
                new Layer.Conv2d(channels, kernel, chance.between(1, 2), chance.between(0, kernel - 1), chance.coin()));
    }

    private void residualOfSpikes() {
        String before = last;
        add("same1", Layer.Conv2d.same(shape().channels(), 3, false));
        spike();
        nodes.add(new Node("add", new Layer.Add(), List.of(before, last)));
        last = "add";
        convolution("after", 7);
        spike();
    }

    private void residualOfCurrents() {
        String before = last;
        int channels = shape().channels();
        add("same1", Layer.Conv2d.same(channels, 3, true));
        String left = last;
        last = before;
        if (chance.coin()) {
            add("shortcut", Layer.Conv2d.same(channels, 1, false));
        }
        nodes.add(new Node("add", new Layer.Add(), List.of(left, last)));
        last = "add";
        spike();
    }

    private void pool(String name) {
        if (extent() > 1) {
            add(name, new Layer.AveragePool2d(2));
        }
    }

    private int extent() {
        return Math.min(shape().height(), shape().width());
    }

    private Shape shape() {
        return nodes.isEmpty()
                ? input
                : new Network(input, Scaling.none(input.channels()), new Direct(), 1, nodes)
                        .shapes()
                        .get(last);
    }

    private void spike() {
        add(
                "spike" + ++spikes,
                new Layer.Spike(new Lif(
                        chance.oneOf(1f, 0.5f, 0f),
                        chance.oneOf(1f, 2f, 3.5f),
                        new Reset(chance.oneOf(Reset.Target.values()), true),
                        chance.oneOf(Order.values()),
                        new Triangle())));
    }

    private void add(String name, Layer layer) {
        nodes.add(new Node(name, layer, List.of(last)));
        last = name;
    }

    /// Whole numbers from −2 to 2, some of them 0.
    static Weights dyadic(Network network, Chance chance) {
        return weights(network, chance, count -> chance.fractions(count, -2, 2, 1));
    }

    /// Standard normal values.
    static Weights normal(Network network, Chance chance) {
        return weights(network, chance, chance::normals);
    }

    private interface Values {
        float[] of(int count);
    }

    private static Weights weights(Network network, Chance chance, Values values) {
        Weights weights = new Weights(Map.of());
        for (Parameter parameter : network.parameters()) {
            weights = weights.with(
                    parameter.name(),
                    Block.of(parameter.shape(), values.of(parameter.shape().elements())));
        }
        for (Parameter state : network.initialStates()) {
            Shape shape = chance.oneOf(state.shape(), Shape.of(1));
            if (chance.coin()) {
                weights = weights.with(state.name(), Block.of(shape, values.of(shape.elements())));
            }
        }
        return weights;
    }

    /// Quarters from 0 to 1.
    static float[] sample(Network network, Chance chance) {
        return chance.fractions(network.input().elements(), 0, 4, 4);
    }
}

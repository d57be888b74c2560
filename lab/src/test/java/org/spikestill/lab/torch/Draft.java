package org.spikestill.lab.torch;

import java.util.ArrayList;
import java.util.LinkedHashMap;
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
import org.spikestill.model.neuron.Integrator;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.model.settings.Seed;

/// A small network written down node by node; a node that names no inputs reads the one before it.
record Draft(Shape input, Encoder encoder, int ticks, List<Node> nodes) {
    Draft {
        nodes = List.copyOf(nodes);
    }

    static Draft of(int ticks, int... input) {
        return new Draft(Shape.of(input), new Direct(), ticks, List.of());
    }

    Draft encodedBy(Encoder value) {
        return new Draft(input, value, ticks, nodes);
    }

    Draft node(String name, Layer layer, String... inputs) {
        List<Node> longer = new ArrayList<>(nodes);
        String last = nodes.isEmpty() ? Network.INPUT : nodes.getLast().name();
        longer.add(new Node(name, layer, inputs.length == 0 ? List.of(last) : List.of(inputs)));
        return new Draft(input, encoder, ticks, longer);
    }

    Draft convolution(String name, int channels, int kernel, String... inputs) {
        return node(name, Layer.Conv2d.same(channels, kernel, false), inputs);
    }

    Draft linear(String name, int outputs, String... inputs) {
        return node(name, new Layer.Linear(outputs, false), inputs);
    }

    Draft pool(String name, int size, String... inputs) {
        return node(name, new Layer.AveragePool2d(size), inputs);
    }

    Draft flatten(String... inputs) {
        return node("flatten", new Layer.Flatten(), inputs);
    }

    Draft spike(String name, Neuron neuron, String... inputs) {
        return node(name, new Layer.Spike(neuron), inputs);
    }

    /// A linear layer and the integrator that reads it out.
    Network readOut(int classes) {
        return linear("last", classes).spike("out", new Integrator()).network();
    }

    Network network() {
        return new Network(input, Scaling.none(input.channels()), encoder, ticks, nodes);
    }

    /// Random weights under which populations of threshold 1 fire now and then: deviation 3 / √inputs.
    static Weights weights(Network network, Seed seed) {
        Map<String, Block> blocks = new LinkedHashMap<>();
        for (Parameter parameter : network.parameters()) {
            int elements = parameter.shape().elements();
            boolean variance = parameter.role() == Parameter.Role.RUNNING_VARIANCE;
            double inputs = parameter.kind() == Parameter.Kind.WEIGHT
                    ? (double) elements / parameter.shape().channels()
                    : 16;
            float[] values = seed.split(parameter.name()).normals(elements);
            for (int i = 0; i < elements; i++) {
                values[i] = variance ? 1 + Math.abs(values[i]) : (float) (values[i] * 3 / Math.sqrt(inputs));
            }
            blocks.put(parameter.name(), Block.of(parameter.shape(), values));
        }
        return new Weights(blocks);
    }

    /// Raw values in [0, 1) for `samples` samples.
    static float[] samples(Network network, int samples, Seed seed) {
        float[] raw = new float[samples * network.input().elements()];
        for (int i = 0; i < raw.length; i++) {
            raw[i] = Seed.uniform(seed.value(), i);
        }
        return raw;
    }

    static long[] keys(int samples) {
        long[] keys = new long[samples];
        for (int i = 0; i < samples; i++) {
            keys[i] = Seed.of(99).at(i);
        }
        return keys;
    }
}

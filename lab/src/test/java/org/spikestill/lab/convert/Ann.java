package org.spikestill.lab.convert;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikestill.data.Dataset;
import org.spikestill.model.Block;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Parameter;
import org.spikestill.model.Scaling;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.settings.Seed;

/// An artificial network written down node by node; a node that names no inputs reads the one before it.
record Ann(Shape input, List<Node> nodes) {
    static final Layer RELU = new Layer.Activation(Layer.Curve.RELU);

    static Ann of(int... input) {
        return new Ann(Shape.of(input), List.of());
    }

    Ann then(String name, Layer layer, String... inputs) {
        List<Node> longer = new ArrayList<>(nodes);
        String last = nodes.isEmpty() ? Network.INPUT : nodes.getLast().name();
        longer.add(new Node(name, layer, inputs.length == 0 ? List.of(last) : List.of(inputs)));
        return new Ann(input, longer);
    }

    Ann linear(String name, int outputs, String... inputs) {
        return then(name, new Layer.Linear(outputs, false), inputs);
    }

    Network network() {
        return new Network(input, Scaling.none(input.channels()), new Direct(), 1, nodes);
    }

    /// Normal weights of deviation √(2/inputs), scales and variances around 1, thresholds 2.
    static Weights weights(Network network, Seed seed) {
        Map<String, Block> blocks = new LinkedHashMap<>();
        for (Parameter parameter : network.parameters()) {
            float[] values =
                    seed.split(parameter.name()).normals(parameter.shape().elements());
            double deviation = parameter.kind() == Parameter.Kind.WEIGHT
                    ? Math.sqrt(2.0 * parameter.shape().channels() / values.length)
                    : 0.1;
            double centre = switch (parameter.role()) {
                case THRESHOLD -> 2;
                case SCALE, RUNNING_VARIANCE -> 1;
                case WEIGHT, BIAS, SHIFT, RUNNING_MEAN, CONSTANT, GATE, INITIAL_STATE -> 0;
            };
            for (int i = 0; i < values.length; i++) {
                values[i] = (float) (centre + deviation * values[i]);
            }
            blocks.put(parameter.name(), Block.of(parameter.shape(), values));
        }
        return new Weights(blocks);
    }

    /// Values of a node for every sample, one after another, averaged over ticks.
    static float[] values(Network network, Weights weights, String node, Dataset data) throws IOException {
        Prefix prefix = Prefix.of(network, weights, node);
        float[] all = new float[data.size() * prefix.elements()];
        int[] next = {0};
        prefix.means(data, (values, _) -> {
            System.arraycopy(values, 0, all, next[0], values.length);
            next[0] += values.length;
        });
        return all;
    }

    /// Outputs of a network for every sample; of a spiking one, its read-out after the last tick per tick.
    static float[] outputs(Network network, Weights weights, Dataset data) throws IOException {
        return values(
                network,
                weights,
                network.isSpiking() ? lastLayer(network) : network.output().name(),
                data);
    }

    /// What the read-out integrates: its mean over ticks is the read-out after the last one, divided by T.
    private static String lastLayer(Network network) {
        return network.output().inputs().getFirst();
    }
}

package org.spikestill.lab.convert;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Weights;
import org.spikestill.model.neuron.Neuron;

/// Thresholds of a network in which each spike stands for the input that fires it. A threshold that changes also changes what a
/// spike is worth, and with it the biases behind and the weights before a sum, see [ScaleChange].
final class Thresholds {
    private Thresholds() {}

    /// @param weights of a spiking network whose biases fit its thresholds
    /// @param thresholds to come, by node; the others stay
    /// @throws InvalidNetwork if spikes of two scales are added with no weights on either way
    static Converted replaced(Network network, Weights weights, Map<String, Float> thresholds) {
        return replaced(network, weights, node -> {
            Float value = thresholds.get(node.name());
            return value != null && node.layer() instanceof Layer.Spike(Neuron.Firing neuron)
                    ? node.withLayer(new Layer.Spike(neuron.withThreshold(value)))
                    : node;
        });
    }

    /// @param change of nodes that fire
    static Converted replaced(Network network, Weights weights, UnaryOperator<Node> change) {
        Network changed = network.mapNodes(change);
        return rescaled(changed, weights, SignalScales.ofThresholds(network), SignalScales.ofThresholds(changed));
    }

    /// @param weights of the artificial network
    static Converted introduced(Network spiking, Weights weights) {
        return rescaled(spiking, weights, SignalScales.ones(spiking), SignalScales.ofThresholds(spiking));
    }

    private static Converted rescaled(Network network, Weights weights, SignalScales from, SignalScales to) {
        List<String> changes = new ArrayList<>();
        Weights rescaled = new ScaleChange(network, from, to).of(weights, changes);
        String output = network.output().name();
        return new Converted(network, rescaled, changes, to.of(output) / from.of(output));
    }
}

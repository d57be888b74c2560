package org.spikestill.lab.convert;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Weights;
import org.spikestill.model.neuron.Neuron;

/// A spike is 1 in a network, but conversions want one that is worth its threshold. That signal scale moves into the weights
/// that read it. With c the scale of 1 on a signal, a layer's weights become W·c(in)/c(out) and its bias b/c(out),
/// thresholds and potentials become V/c(in).
///
/// Weights may choose c(out), and choose 1 except before a sum with a signal that reaches it without weights, see [SignalScales].
final class Amplitudes {
    private Amplitudes() {}

    /// @param network spiking, with thresholds as if spikes had their amplitudes
    /// @param weights likewise, potentials included
    /// @param amplitudes of the spikes of each firing population, > 0
    /// @param readOut scale of the outputs, > 0
    /// @param changes made before
    /// @throws InvalidNetwork if spikes of two amplitudes are added with no weights on either way
    static Converted folded(
            Network network, Weights weights, Map<String, Float> amplitudes, float readOut, List<String> changes) {
        SignalScales scales = SignalScales.ofAmplitudes(network, amplitudes, readOut);
        List<String> all = new ArrayList<>(changes);
        Weights folded = new ScaleChange(network, SignalScales.ones(network), scales).of(weights, all);
        return new Converted(
                network.mapNodes(node -> rescaled(node, scales)),
                folded,
                all,
                scales.of(network.output().name()) / network.ticks());
    }

    private static Node rescaled(Node node, SignalScales scales) {
        float before = (float) scales.before(node);
        return node.layer() instanceof Layer.Spike(Neuron.Firing neuron) && before != 1
                ? node.withLayer(new Layer.Spike(neuron.withThreshold(neuron.threshold() / before)))
                : node;
    }

    /// Scale of each signal of a folded network, by node.
    ///
    /// @param amplitudes of the spikes of each firing population
    static Map<String, Float> scales(Network network, Map<String, Float> amplitudes) {
        SignalScales scales = SignalScales.ofAmplitudes(network, amplitudes, 1);
        Map<String, Float> values = new LinkedHashMap<>();
        values.put(Network.INPUT, (float) scales.of(Network.INPUT));
        network.nodes().forEach(node -> values.put(node.name(), (float) scales.of(node.name())));
        return values;
    }
}

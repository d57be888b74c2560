package org.spikestill.lab.convert;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Parameter;
import org.spikestill.model.Parameter.Role;
import org.spikestill.model.Weights;
import org.spikestill.model.neuron.Neuron;

/// A spike is 1 in a network, but conversions want one that is worth its threshold. That signal scale moves into the weights
/// that read it. With c the scale of 1 on a signal, a layer's weights become W·c(in)/c(out) and its bias b/c(out),
/// thresholds and potentials become V/c(in).
///
/// Weights may choose c(out), and choose 1 except before a sum with a signal that reaches it without weights: the
/// identity of a residual block forces its scale on the block's last convolution.
final class Amplitudes {
    private final Network network;
    private final Map<String, Float> amplitudes;
    private final Map<String, SignalScale> scales = new HashMap<>();

    private Amplitudes(Network network, Map<String, Float> amplitudes, float readOut) {
        this.network = network;
        this.amplitudes = amplitudes;
        scales.put(Network.INPUT, SignalScale.fixed("the input", 1));
        for (Node node : network.nodes()) {
            scales.put(node.name(), scale(node));
        }
        SignalScale last = scales.get(network.output().name());
        if (last.isOpen()) {
            last.becomes(SignalScale.fixed("the read-out", readOut));
        }
    }

    /// @param network spiking, with thresholds as if spikes had their amplitudes
    /// @param weights likewise, potentials included
    /// @param amplitudes of the spikes of each firing population, > 0
    /// @param readOut what the read-out's sum over ticks is divided by, > 0
    /// @throws InvalidNetwork if spikes of two amplitudes are added with no weights on either way
    static Converted folded(
            Network network, Weights weights, Map<String, Float> amplitudes, float readOut, List<String> changes) {
        Amplitudes fold = new Amplitudes(network, amplitudes, readOut);
        List<String> all = new ArrayList<>(changes);
        return new Converted(network.mapNodes(fold::rescaled), fold.rescaled(weights, all), all);
    }

    /// Finds out, before thresholds are known, whether spikes may have any amplitudes: networks that only convert
    /// where two happen to be equal are not worth training.
    ///
    /// @param network spiking
    /// @throws InvalidNetwork as [#folded]
    static void check(Network network) {
        Map<String, Float> different = new LinkedHashMap<>();
        network.firing().forEach(node -> different.put(node.name(), 2f + different.size()));
        new Amplitudes(network, different, 1);
    }

    /// Scale of each signal of a folded network, that is the value of 1 on it, by node.
    ///
    /// @param amplitudes of the spikes of each firing population
    static Map<String, Float> scales(Network network, Map<String, Float> amplitudes) {
        Map<String, Float> values = new LinkedHashMap<>();
        new Amplitudes(network, amplitudes, 1).scales.forEach((name, scale) -> values.put(name, scale.value()));
        return values;
    }

    /// Scale of one signal, or not decided yet.
    private static final class SignalScale {
        private static final float OPEN = Float.NaN;

        private float value = OPEN;
        private String spikes = "";
        private SignalScale same = this;

        /// @param spikes whose scale it is
        static SignalScale fixed(String spikes, float value) {
            SignalScale scale = new SignalScale();
            scale.spikes = spikes;
            scale.value = value;
            return scale;
        }

        SignalScale root() {
            return same == this ? this : same.root();
        }

        boolean isOpen() {
            return Float.isNaN(root().value);
        }

        /// 1 where nothing decided.
        float value() {
            return isOpen() ? 1 : root().value;
        }

        String spikes() {
            return root().spikes;
        }

        void becomes(SignalScale other) {
            root().same = other.root();
        }
    }

    private SignalScale scale(Node node) {
        SignalScale in = scales.get(node.inputs().getFirst());
        return switch (node.layer()) {
            case Layer.Weighted _ -> new SignalScale();
            case Layer.Add _ -> summed(node, in, scales.get(node.inputs().getLast()));
            case Layer.Spike(var neuron) ->
                neuron instanceof Neuron.Firing
                        ? SignalScale.fixed("'" + node.name() + "'", amplitudes.get(node.name()))
                        : in;
            case Layer.AveragePool2d _, Layer.Flatten _, Layer.Dropout _ -> in;
            case Layer.LabOnly _ -> throw new AssertionError("'" + node.name() + "' is refused before");
        };
    }

    private static SignalScale summed(Node node, SignalScale left, SignalScale right) {
        if (left.root() == right.root()) {
            return left;
        } else if (left.isOpen()) {
            left.becomes(right);
        } else if (right.isOpen()) {
            right.becomes(left);
        } else if (left.value() != right.value()) {
            throw new InvalidNetwork(
                    "'" + node.name() + "' adds what comes from " + left.spikes() + " and from "
                            + right.spikes()
                            + ", whose spikes are worth different thresholds, with no weights on either way to"
                            + " make up for it: take the activation relu and threshold-balancing, or put a convolution on one way");
        }
        return left;
    }

    private float before(Node node) {
        return scales.get(node.inputs().getFirst()).value();
    }

    private Node rescaled(Node node) {
        return node.layer() instanceof Layer.Spike(Neuron.Firing neuron) && before(node) != 1
                ? node.withLayer(new Layer.Spike(neuron.withThreshold(neuron.threshold() / before(node))))
                : node;
    }

    private Weights rescaled(Weights weights, List<String> changes) {
        Map<String, Block> blocks = new LinkedHashMap<>();
        Map<String, Parameter> parameters = new HashMap<>();
        network.parameters().forEach(each -> parameters.put(each.name(), each));
        network.initialStates().forEach(each -> parameters.put(each.name(), each));
        weights.blocks().forEach((name, block) -> {
            Parameter parameter = parameters.get(name);
            float factor = factor(parameter);
            if (factor != 1 && parameter.role() == Role.WEIGHT) {
                changes.add("weights of '" + parameter.node() + "' are multiplied by " + factor
                        + ", so that spikes are worth their amplitude");
            }
            blocks.put(name, factor == 1 ? block : Blocks.times(block, factor));
        });
        return new Weights(blocks);
    }

    private float factor(Parameter parameter) {
        float before = before(network.node(parameter.node()));
        float after = scales.get(parameter.node()).value();
        return switch (parameter.role()) {
            case WEIGHT -> before / after;
            case BIAS -> 1 / after;
            case INITIAL_STATE -> 1 / before;
            case CONSTANT -> 1;
            case SCALE, SHIFT, RUNNING_MEAN, RUNNING_VARIANCE, THRESHOLD ->
                throw new AssertionError("'" + parameter.name() + "' belongs to no spiking network");
        };
    }
}

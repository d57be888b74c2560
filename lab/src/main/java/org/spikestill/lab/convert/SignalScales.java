package org.spikestill.lab.convert;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.neuron.Neuron;

/// Signal scales of a spiking network: the value of 1 on each signal, in the unit of the artificial network. Pooling keeps a
/// scale, and the two ways into a sum share one: the identity of a residual block forces its scale on the block's last
/// convolution.
final class SignalScales {
    private final Convention convention;
    private final Map<String, SignalScale> scales = new HashMap<>();

    private SignalScales(Network network, Convention convention, OptionalDouble readOut) {
        this.convention = convention;
        scales.put(Network.INPUT, SignalScale.fixed("the input", 1));
        for (Node node : network.nodes()) {
            scales.put(node.name(), scale(node));
        }
        SignalScale last = scales.get(network.output().name());
        if (readOut.isPresent() && last.isOpen()) {
            last.becomes(SignalScale.fixed("the read-out", readOut.getAsDouble()));
        }
    }

    /// The rule for the scales of spikes, and for those behind weights where no sum sets them.
    private sealed interface Convention {
        /// Spikes of given amplitudes; currents have the values of the artificial network.
        ///
        /// @param amplitudes by firing population
        record Amplitudes(Map<String, Float> amplitudes) implements Convention {}

        /// Weights as in the artificial network: currents have the scale of the spikes before, c(in), and a spike stands for the
        /// input that fires it, c(out) = threshold · c(in).
        record Thresholds() implements Convention {}
    }

    /// Scales of a network whose weights make up for the amplitudes of spikes.
    ///
    /// @param amplitudes of the spikes of each firing population, > 0
    /// @param readOut scale of the outputs, where weights can give it
    /// @throws InvalidNetwork if spikes of two scales are added with no weights on either way
    static SignalScales ofAmplitudes(Network network, Map<String, Float> amplitudes, double readOut) {
        return new SignalScales(network, new Convention.Amplitudes(amplitudes), OptionalDouble.of(readOut));
    }

    /// Scales of a network in which each spike stands for its threshold.
    ///
    /// @throws InvalidNetwork if spikes of two scales are added with no weights on either way
    static SignalScales ofThresholds(Network network) {
        return new SignalScales(network, new Convention.Thresholds(), OptionalDouble.empty());
    }

    /// The same with another scale of the outputs.
    static SignalScales ofThresholds(Network network, double readOut) {
        return new SignalScales(network, new Convention.Thresholds(), OptionalDouble.of(readOut));
    }

    /// Scales of an artificial network: 1 everywhere.
    static SignalScales ones(Network network) {
        Map<String, Float> ones = new LinkedHashMap<>();
        network.firing().forEach(node -> ones.put(node.name(), 1f));
        return ofAmplitudes(network, ones, 1);
    }

    /// Refuses a network in which not all thresholds are possible, before any is known: one that converts only where two
    /// happen to be equal is not worth training.
    ///
    /// @param network spiking
    /// @throws InvalidNetwork if spikes of two scales are added with no weights on either way
    static void check(Network network) {
        Map<String, Float> different = new LinkedHashMap<>();
        network.firing().forEach(node -> different.put(node.name(), 2f + different.size()));
        ofAmplitudes(network, different, 1);
    }

    double of(String node) {
        return scales.get(node).value();
    }

    /// Scale of a node's first input.
    double before(Node node) {
        return of(node.inputs().getFirst());
    }

    private SignalScale scale(Node node) {
        SignalScale in = scales.get(node.inputs().getFirst());
        return switch (node.layer()) {
            case Layer.Weighted _ -> SignalScale.open("'" + node.name() + "'", behindWeights(in));
            case Layer.Add _ -> summed(node, in, scales.get(node.inputs().getLast()));
            case Layer.Spike(var neuron) ->
                neuron instanceof Neuron.Firing firing
                        ? SignalScale.fixed("'" + node.name() + "'", ofSpikes(node.name(), firing, in))
                        : in;
            case Layer.AveragePool2d _, Layer.MaxPool2d _, Layer.Flatten _, Layer.Dropout _ -> in;
            case Layer.LabOnly _ -> throw new AssertionError("'" + node.name() + "' is refused before");
        };
    }

    private double behindWeights(SignalScale in) {
        return switch (convention) {
            case Convention.Amplitudes _ -> 1;
            case Convention.Thresholds() -> in.decided();
        };
    }

    private double ofSpikes(String node, Neuron.Firing neuron, SignalScale in) {
        return switch (convention) {
            case Convention.Amplitudes(var amplitudes) -> amplitudes.get(node);
            case Convention.Thresholds() -> neuron.threshold() * in.decided();
        };
    }

    private static SignalScale summed(Node node, SignalScale left, SignalScale right) {
        if (left.isOpen()) {
            left.becomes(right);
        } else if (right.isOpen()) {
            right.becomes(left);
        } else if (!left.agreesWith(right)) {
            throw new InvalidNetwork("'" + node.name() + "' adds what comes from " + left.origin() + " and from "
                    + right.origin()
                    + ", whose spikes are worth different thresholds, with no weights on either way to"
                    + " make up for it: put a convolution on one way");
        }
        return left;
    }
}

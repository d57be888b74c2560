package org.spikestill.model.architecture;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Parameter;
import org.spikestill.model.Parameter.Role;
import org.spikestill.model.Weights;
import org.spikestill.model.encode.Encoder;
import org.spikestill.model.neuron.Integrator;
import org.spikestill.model.neuron.Neuron;

/// The spiking network of an artificial one's shape: a population in the place of every activation, and an
/// integrating read-out behind the last layer. `relu3` becomes `spike3`.
///
/// @param populations new name of each activation
/// @param changes one line each
public record SpikingForm(Network network, Map<String, String> populations, List<String> changes) {
    private static final String READ_OUT = "readout";

    /// @param ann artificial network
    /// @param ticks time steps T, ≥ 1
    /// @param neurons of each activation; throws for one that it cannot convert
    /// @throws InvalidNetwork naming a layer that has no spiking form, and the way out
    public static SpikingForm of(Network ann, Encoder encoder, int ticks, Function<Node, Neuron.Firing> neurons) {
        Map<String, String> renamed = new LinkedHashMap<>();
        List<String> changes = new ArrayList<>();
        List<Node> nodes = new ArrayList<>();
        for (Node node : ann.nodes()) {
            List<String> inputs = node.inputs().stream()
                    .map(name -> renamed.getOrDefault(name, name))
                    .toList();
            if (isActivation(node)) {
                Neuron.Firing neuron = neurons.apply(node);
                renamed.put(node.name(), population(node));
                nodes.add(new Node(population(node), new Layer.Spike(neuron), inputs));
                changes.add("'" + node.name() + "' became '" + population(node) + "', "
                        + Neuron.catalog().spec(neuron));
            } else {
                nodes.add(new Node(node.name(), node.layer(), inputs));
            }
        }
        if (!encoder.frame(ann.input()).equals(ann.frame())) {
            throw new InvalidNetwork(
                    "the network reads %s in a tick, and the encoder %s gives %s: name the encoder %s, which it was trained under"
                            .formatted(
                                    ann.frame(),
                                    Encoder.catalog().spec(encoder),
                                    encoder.frame(ann.input()),
                                    Encoder.catalog().spec(ann.encoder())));
        }
        nodes.add(new Node(
                READ_OUT,
                new Layer.Spike(new Integrator()),
                List.of(nodes.getLast().name())));
        changes.add("'" + READ_OUT + "' integrates the last layer");
        return new SpikingForm(new Network(ann.input(), ann.scaling(), encoder, ticks, nodes), renamed, changes);
    }

    /// Weights of the artificial network that the spiking one has too; what its neurons are yet to learn starts at 0.
    public Weights kept(Weights weights) {
        Map<String, Block> kept = new LinkedHashMap<>();
        for (Parameter each : network.parameters()) {
            kept.put(
                    each.name(),
                    each.role() == Role.CONSTANT ? Block.filled(each.shape(), 0) : weights.get(each.name()));
        }
        return new Weights(kept);
    }

    private static boolean isActivation(Node node) {
        return switch (node.layer()) {
            case Layer.Activation _, Layer.QuantisedClip _ -> true;
            case Layer.BatchNorm _ ->
                throw new InvalidNetwork("'" + node.name() + "' is a batch normalisation, which spikes cannot carry: "
                        + "fold it into the layer before it, or train without it");
            case Layer.Concat _ ->
                throw new InvalidNetwork("'" + node.name() + "' joins channels, which only teachers may do: "
                        + "convert an architecture without it");
            case Layer.Spike _ ->
                throw new InvalidNetwork(
                        "'" + node.name() + "' spikes already: convert the artificial network it was" + " made from");
            case Layer.Gated _ ->
                throw new InvalidNetwork("'" + node.name()
                        + "' has gates, which belong to a network that spikes already: " + "convert the network first");
            case Layer.Weighted _,
                    Layer.AveragePool2d _,
                    Layer.MaxPool2d _,
                    Layer.Flatten _,
                    Layer.Add _,
                    Layer.Dropout _ -> false;
        };
    }

    private static String population(Node activation) {
        return activation.name().startsWith("relu")
                ? "spike" + activation.name().substring("relu".length())
                : activation.name() + "Spike";
    }
}

package org.spikestill.lab.convert;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikestill.lab.data.Dataset;
import org.spikestill.model.Block;
import org.spikestill.model.Check;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Weights;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.encode.Encoder;
import org.spikestill.model.neuron.Integrator;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Neuron;

/// Puts a spiking neuron in the place of every ReLU and an integrating read-out behind the last layer; weights stay.
/// `relu3` becomes `spike3`.
///
/// @param neuron of every population; thresholds are left to a later pass
/// @param ticks time steps T, ≥ 1
public record ReluToSpike(Neuron.Firing neuron, Encoder encoder, int ticks) implements Pass {
    private static final String READ_OUT = "readout";

    public ReluToSpike {
        Check.within("ticks", ticks, 1, Network.MAX_TICKS);
    }

    public ReluToSpike() {
        this(new Lif(), new Direct(), 8);
    }

    @Override
    public Converted apply(Network network, Weights weights, Dataset samples) {
        List<String> changes = new ArrayList<>();
        Map<String, String> renamed = new HashMap<>();
        List<Node> nodes = new ArrayList<>();
        for (Node node : network.nodes()) {
            List<String> inputs = node.inputs().stream()
                    .map(name -> renamed.getOrDefault(name, name))
                    .toList();
            Node converted = convert(node, inputs);
            if (!converted.name().equals(node.name())) {
                renamed.put(node.name(), converted.name());
            }
            if (converted.layer() instanceof Layer.Spike) {
                changes.add("'" + node.name() + "' became '" + converted.name() + "', "
                        + Neuron.catalog().spec(neuron));
            }
            nodes.add(converted);
        }
        nodes.add(new Node(
                READ_OUT,
                new Layer.Spike(new Integrator()),
                List.of(nodes.getLast().name())));
        changes.add("'" + READ_OUT + "' integrates the last layer");
        Network spiking = new Network(network.input(), network.scaling(), encoder, ticks, nodes);
        Map<String, Block> kept = new LinkedHashMap<>();
        spiking.parameters().forEach(each -> kept.put(each.name(), weights.get(each.name())));
        return new Converted(spiking, new Weights(kept), changes);
    }

    private Node convert(Node node, List<String> inputs) {
        return switch (node.layer()) {
            case Layer.Activation(Layer.Curve curve) ->
                switch (curve) {
                    case RELU -> new Node(spikeName(node), new Layer.Spike(neuron), inputs);
                };
            case Layer.BatchNorm _ ->
                throw new InvalidNetwork("'" + node.name() + "' is a batch normalisation, which spikes cannot carry: "
                        + "fold it into the layer before it, or train without it");
            case Layer.QuantisedClip _ ->
                throw new InvalidNetwork("'" + node.name() + "' is a quantised clip, whose threshold is trained: "
                        + "convert with clip-to-spike");
            case Layer.Concat _ ->
                throw new InvalidNetwork("'" + node.name() + "' concatenates channels, which only teachers may do: "
                        + "convert an architecture without it");
            case Layer.Linear _,
                    Layer.Conv2d _,
                    Layer.AveragePool2d _,
                    Layer.Flatten _,
                    Layer.Add _,
                    Layer.Spike _,
                    Layer.Dropout _ -> new Node(node.name(), node.layer(), inputs);
        };
    }

    private static String spikeName(Node relu) {
        return relu.name().startsWith("relu")
                ? "spike" + relu.name().substring("relu".length())
                : relu.name() + "Spike";
    }
}

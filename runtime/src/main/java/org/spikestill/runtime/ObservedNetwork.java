package org.spikestill.runtime;

import java.util.ArrayList;
import java.util.List;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;

/// A network with a second reader of every firing layer, so that the engine keeps each neuron's spikes. Where average pooling alone reads
/// a layer, spikes are otherwise pooled as they arise.
public final class ObservedNetwork {
    private ObservedNetwork() {}

    public static Network of(Network network) {
        List<Network.Node> nodes = new ArrayList<>();
        for (Network.Node node : network.nodes()) {
            nodes.add(node);
            if (network.firing().contains(node)) {
                String name = unused(node.name() + "_observed", network);
                nodes.add(new Network.Node(name, new Layer.Flatten(), List.of(node.name())));
            }
        }
        return network.withNodes(nodes);
    }

    private static String unused(String name, Network network) {
        return network.nodes().stream().anyMatch(node -> node.name().equals(name)) ? unused(name + "_", network) : name;
    }
}

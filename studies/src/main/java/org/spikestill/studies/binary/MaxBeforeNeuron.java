package org.spikestill.studies.binary;

import java.util.ArrayList;
import java.util.List;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;

/// Max pooling in front of the neuron (Yin et al., BioCAS 2017): the largest current of a window drives one neuron, instead of
/// the mean of the window's spikes, which would no longer be 0 or 1.
///
/// ```
/// convolution → neuron → average pooling      becomes      convolution → max pooling → neuron
/// ```
final class MaxBeforeNeuron {
    private MaxBeforeNeuron() {}

    /// @param network spiking, one layer after the other where it pools
    static Network of(Network network) {
        List<Node> nodes = new ArrayList<>(network.nodes());
        for (int i = 1; i < nodes.size(); i++) {
            Node neuron = nodes.get(i - 1);
            Node pool = nodes.get(i);
            boolean pools = pool.layer() instanceof Layer.AveragePool2d
                    && neuron.layer() instanceof Layer.Spike
                    && network.readers(neuron.name()).equals(List.of(pool));
            if (pools) {
                swap(nodes, i, neuron, pool);
            }
        }
        return network.withNodes(nodes);
    }

    /// The two change places; later nodes read the neuron.
    private static void swap(List<Node> nodes, int at, Node neuron, Node pool) {
        int size = ((Layer.AveragePool2d) pool.layer()).size();
        nodes.set(at - 1, new Node(pool.name(), new Layer.MaxPool2d(size), neuron.inputs()));
        nodes.set(at, new Node(neuron.name(), neuron.layer(), List.of(pool.name())));
        for (int i = at + 1; i < nodes.size(); i++) {
            Node later = nodes.get(i);
            List<String> inputs = later.inputs().stream()
                    .map(name -> name.equals(pool.name()) ? neuron.name() : name)
                    .toList();
            nodes.set(i, new Node(later.name(), later.layer(), inputs));
        }
    }
}

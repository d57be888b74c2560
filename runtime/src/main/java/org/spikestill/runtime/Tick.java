package org.spikestill.runtime;

import java.util.List;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;

/// The inner state of a session after one tick: a view of its buffers, from which arrays are copied.
public final class Tick {
    private final Network network;
    private final Machine machine;
    private long number;

    Tick(Network network, Machine machine) {
        this.network = network;
        this.machine = machine;
    }

    Tick at(long tick) {
        number = tick;
        return this;
    }

    /// From 0 at the beginning of the sample or stream.
    public long number() {
        return number;
    }

    /// Names of the layers that fire, in order.
    public List<String> firingLayers() {
        return machine.firingLayers();
    }

    /// Names of the layers with membranes, in order: those that fire, and the read-out.
    public List<String> layersWithMembranes() {
        return network.nodes().stream()
                .filter(node -> node.layer() instanceof Layer.Spike)
                .map(Network.Node::name)
                .toList();
    }

    /// Neurons of a layer that fired in this tick, ascending, in the row-major order of the layer's shape.
    public int[] spikes(String layer) {
        int position = machine.firingLayers().indexOf(layer);
        if (position < 0) {
            throw new IllegalArgumentException(
                    "no layer '" + layer + "' fires: choose among " + machine.firingLayers());
        }
        return machine.fired(position, network.shapes().get(layer).elements())
                .orElseThrow(() -> new IllegalStateException("the spikes of '" + layer
                        + "' are not kept, since average pooling alone reads them: give the layer a second reader, such"
                        + " as a Flatten, or make the engine with Engine.traced"));
    }

    /// Membranes of a layer after this tick, reset included, in the row-major order of the layer's shape: the first state of its
    /// neurons.
    public float[] membranes(String layer) {
        return machine.membranes(layer)
                .orElseThrow(() -> new IllegalArgumentException(
                        "no layer '" + layer + "' has membranes: choose among " + layersWithMembranes()));
    }
}

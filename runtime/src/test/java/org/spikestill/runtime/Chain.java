package org.spikestill.runtime;

import java.util.ArrayList;
import java.util.List;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Scaling;
import org.spikestill.model.Shape;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.neuron.Integrator;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;
import org.spikestill.model.surrogate.Triangle;

/// Networks for tests, node by node; each reads the one before unless told otherwise. Direct encoding, no scaling.
final class Chain {
    private final Shape input;
    private final List<Node> nodes = new ArrayList<>();

    private Chain(Shape input) {
        this.input = input;
    }

    static Chain of(int... sizes) {
        return new Chain(Shape.of(sizes));
    }

    Chain then(String name, Layer layer) {
        return then(
                name, layer, nodes.isEmpty() ? Network.INPUT : nodes.getLast().name());
    }

    Chain then(String name, Layer layer, String... inputs) {
        nodes.add(new Node(name, layer, List.of(inputs)));
        return this;
    }

    Network readOut(int ticks) {
        return then("out", new Layer.Spike(new Integrator())).network(ticks);
    }

    Network network(int ticks) {
        return new Network(input, Scaling.none(input.channels()), new Direct(), ticks, nodes);
    }

    /// A neuron without leak that charges first and resets by subtraction.
    static Layer.Spike fire(float threshold) {
        return new Layer.Spike(new Lif(1, threshold, new Reset(), Order.CHARGE_FIRST, new Triangle()));
    }
}

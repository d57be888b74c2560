package org.spikestill.bench;

import java.util.ArrayList;
import java.util.List;
import org.spikestill.lab.architecture.Architecture.Form;
import org.spikestill.lab.architecture.Vgg9;
import org.spikestill.lab.convert.ReluToSpike;
import org.spikestill.lab.train.Initial;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Scaling;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.neuron.Integrator;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;
import org.spikestill.model.settings.Seed;
import org.spikestill.model.surrogate.Atan;

/// A network with random weights, of a gain that keeps all layers firing, and one batch for it. Neurons have leak 0.9, soft
/// reset detached and the arctangent surrogate; the input is 32×32×3 under direct encoding.
record Subject(String name, Network network, Weights weights, float[] images, int[] labels) {
    static final int BATCH = 32;
    private static final Shape INPUT = Shape.of(3, 32, 32);
    private static final Lif NEURON = new Lif(0.9f, 0.5f, new Reset(), Order.CHARGE_FIRST, new Atan());

    /// 64-128-256 channels, 3×3, each pooled, and two linear layers.
    static Subject small(int ticks) {
        List<Node> nodes = new ArrayList<>();
        String last = Network.INPUT;
        int[] channels = {64, 128, 256};
        for (int i = 1; i <= channels.length; i++) {
            nodes.add(new Node("conv" + i, Layer.Conv2d.same(channels[i - 1], 3, false), List.of(last)));
            nodes.add(new Node("spike" + i, new Layer.Spike(NEURON), List.of("conv" + i)));
            nodes.add(new Node("pool" + i, new Layer.AveragePool2d(2), List.of("spike" + i)));
            last = "pool" + i;
        }
        nodes.add(new Node("flatten", new Layer.Flatten(), List.of(last)));
        nodes.add(new Node("fc1", new Layer.Linear(256, false), List.of("flatten")));
        nodes.add(new Node("spike4", new Layer.Spike(NEURON), List.of("fc1")));
        nodes.add(new Node("fc2", new Layer.Linear(10, false), List.of("spike4")));
        nodes.add(new Node("readout", new Layer.Spike(new Integrator()), List.of("fc2")));
        return of("small", new Network(INPUT, Scaling.symmetric(3), new Direct(), ticks, nodes));
    }

    /// `vgg9` with a share of its channels and hidden units.
    static Subject vgg9(float width, int ticks) {
        Network ann = new Vgg9(width, width).network(INPUT, 10, Form.student(0));
        Weights none = Initial.of(ann, Seed.of(1));
        return of(
                "vgg9-" + width,
                new ReluToSpike(NEURON, new Direct(), ticks)
                        .apply(ann, none, null)
                        .network());
    }

    static Subject named(String name, int ticks) {
        return name.equals("small") ? small(ticks) : vgg9(Float.parseFloat(name.substring("vgg9-".length())), ticks);
    }

    private static Subject of(String name, Network network) {
        float[] images = new float[BATCH * network.input().elements()];
        for (int i = 0; i < images.length; i++) {
            images[i] = Seed.uniform(5, i);
        }
        int[] labels = new int[BATCH];
        for (int i = 0; i < BATCH; i++) {
            labels[i] = i % 10;
        }
        return new Subject(name, network, Initial.of(network, Seed.of(1)), images, labels);
    }
}

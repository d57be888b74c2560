package org.spikestill.bench.engine;

import java.util.ArrayList;
import java.util.List;
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
import org.spikestill.runtime.Engine;
import org.spikestill.runtime.Prediction;
import org.spikestill.runtime.Session;

/// A network with random weights whose layers fire as often as wanted, and samples for it: three 3×3 convolutions, each
/// pooled, and two linear layers on 32×32×3 under direct encoding.
///
/// @param name of its widths, such as `64-128-256`
/// @param activity spikes per neuron and tick of each firing layer; 0 means that none ever fires
record Workload(String name, Network network, Weights weights, List<float[]> samples, double activity) {
    private static final int SAMPLES = 16;
    private static final int CLASSES = 10;
    private static final int HIDDEN = 256;
    private static final float LEAK = 0.9f;
    private static final int BISECTIONS = 10;

    /// Thresholds are found layer by layer, from the input on, by bisection over a few samples.
    static Workload of(int ticks, double activity, int... channels) {
        Network network = network(ticks, channels);
        Weights weights = Initial.of(network, Seed.of(1));
        List<float[]> samples = samples(network.input());
        for (Node node : network.firing()) {
            float low = 0.01f;
            float high = 100;
            if (activity == 0) {
                network = withThreshold(network, node.name(), Float.MAX_VALUE);
            }
            for (int i = 0; i < BISECTIONS && activity > 0; i++) {
                float middle = (float) Math.sqrt(low * high);
                network = withThreshold(network, node.name(), middle);
                if (activity(network, weights, samples.subList(0, 2), node.name()) > activity) {
                    low = middle;
                } else {
                    high = middle;
                }
            }
        }
        StringBuilder name = new StringBuilder();
        for (int each : channels) {
            name.append(name.isEmpty() ? "" : "-").append(each);
        }
        return new Workload(name.toString(), network, weights, samples, activity);
    }

    private static Network network(int ticks, int... channels) {
        Lif lif = new Lif(LEAK, 1, new Reset(), Order.CHARGE_FIRST, new Atan());
        List<Node> nodes = new ArrayList<>();
        String last = Network.INPUT;
        for (int i = 1; i <= channels.length; i++) {
            nodes.add(new Node("conv" + i, Layer.Conv2d.same(channels[i - 1], 3, false), List.of(last)));
            nodes.add(new Node("spike" + i, new Layer.Spike(lif), List.of("conv" + i)));
            nodes.add(new Node("pool" + i, new Layer.AveragePool2d(2), List.of("spike" + i)));
            last = "pool" + i;
        }
        nodes.add(new Node("flatten", new Layer.Flatten(), List.of(last)));
        nodes.add(new Node("fc1", new Layer.Linear(HIDDEN, false), List.of("flatten")));
        nodes.add(new Node("spike4", new Layer.Spike(lif), List.of("fc1")));
        nodes.add(new Node("fc2", new Layer.Linear(CLASSES, false), List.of("spike4")));
        nodes.add(new Node("readout", new Layer.Spike(new Integrator()), List.of("fc2")));
        return new Network(Shape.of(3, 32, 32), Scaling.symmetric(3), new Direct(), ticks, nodes);
    }

    private static Network withThreshold(Network network, String name, float threshold) {
        return network.mapNodes(node -> node.name().equals(name) && node.layer() instanceof Layer.Spike(Lif lif)
                ? node.withLayer(new Layer.Spike(lif.withThreshold(threshold)))
                : node);
    }

    private static List<float[]> samples(Shape shape) {
        List<float[]> samples = new ArrayList<>();
        for (int s = 0; s < SAMPLES; s++) {
            float[] sample = new float[shape.elements()];
            for (int i = 0; i < sample.length; i++) {
                sample[i] = Seed.uniform(s, i);
            }
            samples.add(sample);
        }
        return samples;
    }

    private static double activity(Network network, Weights weights, List<float[]> samples, String layer) {
        long spikes = 0;
        try (Engine engine = Engine.of(network, weights)) {
            Session session = engine.open();
            for (int i = 0; i < samples.size(); i++) {
                Prediction prediction = session.run(samples.get(i), i);
                spikes += prediction.spikes(layer);
            }
        }
        int neurons = network.shapes().get(layer).elements();
        return (double) spikes / samples.size() / neurons / network.ticks();
    }
}

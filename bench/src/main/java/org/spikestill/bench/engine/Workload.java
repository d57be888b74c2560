package org.spikestill.bench.engine;

import java.util.ArrayList;
import java.util.List;
import org.spikestill.bench.BenchNetwork;
import org.spikestill.lab.train.HeInit;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.architecture.ConvNet;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.settings.Seed;
import org.spikestill.runtime.Engine;
import org.spikestill.runtime.Prediction;
import org.spikestill.runtime.Session;

/// A [ConvNet] with random weights whose layers fire as often as wanted, and samples for it.
///
/// @param activity spikes per neuron and tick of each firing layer; 0 means that none ever fires
record Workload(Network network, Weights weights, List<float[]> samples, double activity) {
    /// 64-128-256 channels, 3×3, each pooled, and two linear layers.
    static final ConvNet SHAPE = new ConvNet();

    private static final int SAMPLES = 16;
    private static final int BISECTIONS = 10;

    /// Thresholds are found layer by layer, from the input on, by bisection over a few samples.
    static Workload of(int ticks, double activity) {
        Network network = BenchNetwork.spiking(SHAPE, ticks);
        Weights weights = HeInit.of(network, Seed.of(1));
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
        return new Workload(network, weights, samples, activity);
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

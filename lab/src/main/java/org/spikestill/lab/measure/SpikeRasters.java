package org.spikestill.lab.measure;

import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikestill.data.Dataset;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.report.result.SpikeRaster;
import org.spikestill.report.result.SpikeRaster.Spike;
import org.spikestill.report.result.Split;
import org.spikestill.runtime.Engine;
import org.spikestill.runtime.ObservedNetwork;
import org.spikestill.runtime.Session;

/// Spikes of a sample in the event-driven engine, neuron by neuron.
public final class SpikeRasters {
    /// Spikes of one layer that a raster holds; a layer with more is thinned by neurons.
    private static final int MOST_SPIKES = 1500;

    private SpikeRasters() {}

    /// @param name of the network in the report
    /// @param split that `data` is
    /// @param index of the sample
    /// @param classNames by number
    public static SpikeRaster of(
            String name,
            Network network,
            Weights weights,
            Dataset data,
            Split split,
            int index,
            List<String> classNames)
            throws IOException {
        float[] sample = new float[data.sample().elements()];
        int label = data.read(index, sample);
        Map<String, List<Spike>> spikes = new LinkedHashMap<>();
        network.firing().forEach(node -> spikes.put(node.name(), new ArrayList<>()));
        try (Engine engine = Engine.of(ObservedNetwork.of(network), weights)) {
            Session session = engine.open();
            session.begin(sample, Evaluator.ENCODER.at(index));
            while (session.step()) {
                int tick = session.prediction().ticks();
                spikes.forEach((layer, list) -> {
                    for (int neuron : session.spikes(layer)) {
                        list.add(new Spike(tick, neuron));
                    }
                });
            }
            return new SpikeRaster(
                    name,
                    split,
                    index,
                    classNames.get(label),
                    classNames.get(session.prediction().predicted()),
                    network.ticks(),
                    Thumbnails.of(data, index),
                    layers(spikes, network.shapes()));
        }
    }

    private static List<SpikeRaster.Layer> layers(Map<String, List<Spike>> spikes, Map<String, Shape> shapes) {
        List<SpikeRaster.Layer> layers = new ArrayList<>();
        spikes.forEach((name, all) -> layers.add(thinned(name, shapes.get(name).elements(), all)));
        return layers;
    }

    /// The smallest stride that leaves few enough spikes. It shares no divisor with the number of neurons, since one that
    /// divides the width of a map would only show some of its columns.
    static SpikeRaster.Layer thinned(String name, int neurons, List<Spike> all) {
        int stride = 1;
        List<Spike> kept = all;
        while (kept.size() > MOST_SPIKES && stride < neurons) {
            stride = nextStride(stride, neurons);
            int current = stride;
            kept = all.stream().filter(spike -> spike.neuron() % current == 0).toList();
        }
        return new SpikeRaster.Layer(name, neurons, stride, kept, all.size() - kept.size());
    }

    private static int nextStride(int stride, int neurons) {
        int next = stride + 1;
        while (!BigInteger.valueOf(next).gcd(BigInteger.valueOf(neurons)).equals(BigInteger.ONE)) {
            next++;
        }
        return next;
    }
}

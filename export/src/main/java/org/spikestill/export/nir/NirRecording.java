package org.spikestill.export.nir;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.runtime.Engine;
import org.spikestill.runtime.ObservedNetwork;
import org.spikestill.runtime.Session;

/// One sample's run on the event-driven engine as recorded activity: `spikes` of every layer that fires, and `v`, the membranes of the
/// read-out after each time step. A spike of time step t, from 0, is at t·dt.
public final class NirRecording {
    private NirRecording() {}

    /// @param sample raw values in [0, 1], channel-major
    /// @param key of the encoder's draws
    /// @param dt time of a step
    public static NirData of(Network network, Weights weights, float[] sample, long key, double dt) {
        Map<String, List<int[]>> fired = new LinkedHashMap<>();
        network.firing().forEach(node -> fired.put(node.name(), new ArrayList<>()));
        List<float[]> outputs = new ArrayList<>();
        try (Engine engine = Engine.of(ObservedNetwork.of(network), weights)) {
            Session session = engine.open();
            session.begin(sample, key);
            while (session.step()) {
                fired.forEach((layer, ticks) -> ticks.add(session.spikes(layer)));
                outputs.add(session.prediction().logits());
            }
        }
        Map<String, Map<String, NirData.Observable>> nodes = new LinkedHashMap<>();
        fired.forEach((layer, ticks) -> {
            int neurons = network.shapes().get(layer).elements();
            nodes.put(layer, Map.of("spikes", events(ticks, neurons, dt)));
        });
        nodes.put(network.output().name(), Map.of("v", gridded(outputs, dt)));
        return new NirData(nodes);
    }

    private static NirData.Events events(List<int[]> ticks, int neurons, double dt) {
        int count = Math.max(1, ticks.stream().mapToInt(each -> each.length).sum()); // an empty array has no shape
        double[] index = new double[count];
        double[] time = new double[count];
        Arrays.fill(index, -1);
        Arrays.fill(time, Double.POSITIVE_INFINITY);
        int next = 0;
        for (int tick = 0; tick < ticks.size(); tick++) {
            for (int neuron : ticks.get(tick)) {
                index[next] = neuron;
                time[next++] = tick * dt;
            }
        }
        List<Integer> sizes = List.of(1, count);
        return new NirData.Events(
                new NirArray(NirArray.Type.INT64, sizes, index),
                new NirArray(NirArray.Type.FLOAT64, sizes, time),
                Optional.empty(),
                neurons,
                ticks.size() * dt);
    }

    private static NirData.TimeGridded gridded(List<float[]> steps, double dt) {
        int neurons = steps.getFirst().length;
        double[] values = new double[steps.size() * neurons];
        for (int i = 0; i < values.length; i++) {
            values[i] = steps.get(i / neurons)[i % neurons];
        }
        return new NirData.TimeGridded(
                new NirArray(NirArray.Type.FLOAT32, List.of(1, steps.size(), neurons), values), dt);
    }
}

package org.spikestill.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.spikestill.data.NumpyWriter;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.runtime.Listener;
import org.spikestill.runtime.Tick;

/// Spikes and membranes of one sample, tick by tick, as a NumPy archive.
///
/// | array | shape | type |
/// |---|---|---|
/// | `LAYER.spikes` | `[T, …]`, 1 where a neuron fired | uint8 |
/// | `LAYER.membranes` | `[T, …]`, after the reset | float32 |
final class TraceFile implements Listener {
    private static final long MAX_BYTES = 1L << 30;

    private final Map<String, Shape> shapes;
    private final Map<String, List<byte[]>> spikes = new LinkedHashMap<>();
    private final Map<String, List<float[]>> membranes = new LinkedHashMap<>();

    /// @throws InvalidSettings if the trace of this network would not fit into memory
    TraceFile(Network network) {
        shapes = network.shapes();
        long neurons = network.firing().stream()
                .mapToLong(node -> shapes.get(node.name()).elements())
                .sum();
        long bytes = network.ticks() * neurons * (1 + Float.BYTES);
        if (bytes > MAX_BYTES) {
            throw new InvalidSettings("--trace of " + network.ticks() + " steps of " + neurons + " neurons takes "
                    + bytes + " bytes: wanted at most " + MAX_BYTES + ", listen to a session instead");
        }
    }

    @Override
    public void tick(Tick tick) {
        for (String layer : tick.firingLayers()) {
            byte[] fired = new byte[shapes.get(layer).elements()];
            for (int neuron : tick.spikes(layer)) {
                fired[neuron] = 1;
            }
            spikes.computeIfAbsent(layer, _ -> new ArrayList<>()).add(fired);
        }
        for (String layer : tick.layersWithMembranes()) {
            membranes.computeIfAbsent(layer, _ -> new ArrayList<>()).add(tick.membranes(layer));
        }
    }

    /// @throws org.spikestill.model.InvalidFile if it cannot be written
    void write(Path file) {
        try (NumpyWriter writer = new NumpyWriter(file)) {
            spikes.forEach((layer, ticks) -> {
                byte[] all = new byte[ticks.size() * ticks.getFirst().length];
                for (int t = 0; t < ticks.size(); t++) {
                    System.arraycopy(ticks.get(t), 0, all, t * ticks.get(t).length, ticks.get(t).length);
                }
                writer.add(layer + ".spikes", dimensions(layer, ticks.size()), all);
            });
            membranes.forEach((layer, ticks) -> {
                float[] all = new float[ticks.size() * ticks.getFirst().length];
                for (int t = 0; t < ticks.size(); t++) {
                    System.arraycopy(ticks.get(t), 0, all, t * ticks.get(t).length, ticks.get(t).length);
                }
                writer.add(layer + ".membranes", dimensions(layer, ticks.size()), all);
            });
            writer.write();
        }
    }

    private List<Integer> dimensions(String layer, int ticks) {
        return Stream.concat(Stream.of(ticks), shapes.get(layer).sizes().stream())
                .toList();
    }
}

package org.spikestill.report.energy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Shape;

/// Dense synaptic operations of one call: all inputs and all weights count as 1, biases are free, padding is never counted (NeuroBench:
/// Yik et al., Nature Communications 2025).
public final class DenseOperations {
    private DenseOperations() {}

    /// By layer with synapses, in order.
    public static Map<String, Long> of(Network network) {
        Map<String, Shape> shapes = network.shapes();
        Map<String, Long> operations = new LinkedHashMap<>();
        for (Node node : network.nodes()) {
            if (node.layer() instanceof Layer.Weighted layer) {
                Shape in = shapes.get(node.inputs().getFirst());
                Shape out = shapes.get(node.name());
                operations.put(node.name(), of(layer, in, out));
            }
        }
        return operations;
    }

    private static long of(Layer.Weighted layer, Shape in, Shape out) {
        if (!(layer instanceof Layer.Conv2d conv)) {
            return (long) in.elements() * out.elements();
        }
        long rows = touched(conv, in.height(), out.height());
        long columns = touched(conv, in.width(), out.width());
        return rows * columns * in.channels() * out.channels();
    }

    /// Pairs of output position and kernel element along an axis that meet an input position.
    private static long touched(Layer.Conv2d conv, int in, int out) {
        long pairs = 0;
        for (int o = 0; o < out; o++) {
            int first = o * conv.stride() - conv.padding();
            pairs += Math.min(in, first + conv.kernel()) - Math.max(0, first);
        }
        return pairs;
    }
}

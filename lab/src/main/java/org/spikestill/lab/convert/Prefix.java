package org.spikestill.lab.convert;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikestill.data.Batch;
import org.spikestill.data.Dataset;
import org.spikestill.data.Loader;
import org.spikestill.lab.measure.Evaluator;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.model.Block;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Weights;

/// A network up to one of its nodes, whose values are measured.
record Prefix(Network network, Weights weights) {
    /// Values that one batch of measurements may hold.
    private static final int VALUES = 1 << 24;

    private static final int LARGEST_BATCH = 128;

    /// @param last a node, or the input, whose values a population on the samples reads
    static Prefix of(Network network, Weights weights, String last) {
        Network before = network.withNodes(nodes(network, last));
        Map<String, Block> needed = new LinkedHashMap<>();
        before.parameters().forEach(each -> needed.put(each.name(), weights.get(each.name())));
        before.initialStates()
                .forEach(state -> weights.find(state.name()).ifPresent(block -> needed.put(state.name(), block)));
        return new Prefix(before, new Weights(needed));
    }

    private static List<Node> nodes(Network network, String last) {
        if (last.equals(Network.INPUT)) {
            return List.of(new Node("samples", new Layer.Flatten(), List.of(Network.INPUT))); // the values as they are
        }
        return network.nodes().subList(0, network.nodes().indexOf(network.node(last)) + 1);
    }

    /// Receives the last node's values for one batch.
    interface Frames {
        /// @param values `[T·N, …]`, or `[N, …]` where every tick carries the same; gone after this call
        void take(Tensor values, int samples);
    }

    /// Receives the last node's values for one batch, averaged over ticks.
    interface Means {
        /// @param values one planar sample after another
        void take(float[] values, int samples);
    }

    void frames(Dataset data, Frames frames) throws IOException {
        try (TorchNetwork torch = new TorchNetwork(network, weights);
                Loader loader = Loader.inOrder(data, batch())) {
            for (Batch each : loader) {
                try (Scope _ = Scope.open()) {
                    long[] keys = Evaluator.keys(each.indices(), each.size());
                    frames.take(torch.frames(each.images(), each.size(), keys), each.size());
                }
            }
        }
    }

    void means(Dataset data, Means means) throws IOException {
        frames(data, (values, samples) -> {
            int ticks = Math.toIntExact(values.size(0) / samples);
            means.take(values.reshape(ticks, -1).mean(0).toFloats(), samples);
        });
    }

    /// Mean over samples and ticks of each of the last node's values.
    double[] mean(Dataset data) throws IOException {
        double[] sum = new double[elements()];
        means(data, (values, _) -> {
            for (int i = 0; i < values.length; i++) {
                sum[i % sum.length] += values[i];
            }
        });
        for (int i = 0; i < sum.length; i++) {
            sum[i] /= data.size();
        }
        return sum;
    }

    /// The k-th smallest value of each batch, see [Tensor#quantile], the larger over batches.
    float quantile(Dataset data, float share) throws IOException {
        float[] largest = {Float.NEGATIVE_INFINITY};
        frames(data, (values, _) -> largest[0] = Math.max(largest[0], values.quantile(share)));
        return largest[0];
    }

    /// Values of the last node for one sample and tick.
    int elements() {
        return network.shapes().get(network.output().name()).elements();
    }

    private int batch() {
        int widest = network.shapes().values().stream()
                .mapToInt(each -> each.elements())
                .max()
                .orElseThrow();
        return Math.clamp(VALUES / ((long) network.ticks() * widest), 1, LARGEST_BATCH);
    }
}

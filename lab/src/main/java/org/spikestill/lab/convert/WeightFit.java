package org.spikestill.lab.convert;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.spikestill.data.Dataset;
import org.spikestill.lab.torch.Adam;
import org.spikestill.lab.torch.OptimizerState;
import org.spikestill.lab.torch.RunMode;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.lab.torch.Trace;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Parameter.Role;
import org.spikestill.model.Scaling;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.settings.Seed;

/// The weights before a population, learned so that its spikes come closer to the ANN's activations (the optional
/// part of advanced calibration; Li, Deng, Dong, Gong, Gu, ICML 2021).
///
/// ```
/// L = mean over samples and pixels of Σ_c (V/T · clip(floor((T·u_c + v_c[0])/V), 0, T) − a_c)²      u = W∗x + rest
/// ```
///
/// x is the layer's input averaged over ticks, from layers that are corrected already; rest is what else reaches the
/// population, its bias and the identity of a residual block, and stays. The gradient passes the floor as if it were
/// not there. Adam at 1e-5 with half a cosine, 32 samples at a time, on 1024 samples, as in the paper's code.
final class WeightFit {
    private static final int SAMPLES = 1024;
    private static final int BATCH = 32;
    private static final Adam ADAM = new Adam(1e-5f, 0, 0.9f, 0.999f, 1e-8f, false);

    /// Values that may be held at a time; wide layers take fewer samples.
    private static final long VALUES = 1L << 27;

    private final Network layer;
    private final Block start;
    private final String weight;
    private final int ticks;
    private final float threshold;
    private final float[] potentials; // one for all neurons or one each
    private final float[] inputs;
    private final float[] rest;
    private final float[] wanted;
    private final int samples;

    private WeightFit(
            Calibration calibration,
            Calibration.Population population,
            Node source,
            Network layer,
            float[] inputs,
            float[] rest,
            float[] wanted,
            int samples) {
        this.layer = layer;
        this.weight = Role.WEIGHT.of(source.name());
        this.start = calibration.weights().get(weight);
        this.ticks = calibration.spiking().ticks();
        this.threshold = population.threshold();
        this.potentials =
                calibration.weights().get(population.name(), Role.INITIAL_STATE).toFloats();
        this.inputs = inputs;
        this.rest = rest;
        this.wanted = wanted;
        this.samples = samples;
    }

    static WeightFit of(Calibration calibration, Calibration.Population population, Dataset data) throws IOException {
        Network spiking = calibration.spiking();
        Node source = Calibration.source(spiking, population.name());
        Map<String, Shape> shapes = spiking.shapes();
        if (!shapes.get(source.name()).equals(shapes.get(population.name()))) {
            throw new InvalidNetwork("'" + source.name() + "' is pooled or reshaped before '" + population.name()
                    + "', so its weights cannot be fitted: leave weights out of corrections");
        }
        String input = source.inputs().getFirst();
        Shape in = shapes.get(input);
        long each = in.elements() + 2L * shapes.get(source.name()).elements();
        Dataset fitted = data.limit(Math.clamp(VALUES / each, 1, SAMPLES));

        Converted now = calibration.converted();
        Map<String, Float> scales = Amplitudes.scales(spiking, ClipToSpike.thresholds(spiking));
        float[] inputs = input.equals(Network.INPUT)
                ? scaled(spiking, fitted)
                : values(Prefix.of(now.network(), now.weights(), input), fitted, scales.get(input));
        String current = spiking.node(population.name()).inputs().getFirst();
        float[] rest = values(Prefix.of(now.network(), now.weights(), current), fitted, scales.get(current));
        float[] wanted =
                values(Prefix.of(calibration.ann(), calibration.annWeights(), population.activation()), fitted, 1);

        Block start = calibration.weights().get(source.name(), Role.WEIGHT);
        Network layer = alone(in, source);
        subtract(rest, layer, new Weights(Map.of(Role.WEIGHT.of(source.name()), start)), inputs, fitted.size());
        return new WeightFit(calibration, population, source, layer, inputs, rest, wanted, fitted.size());
    }

    /// The layer without its bias as a network, its output a vector.
    private static Network alone(Shape in, Node source) {
        Layer.Weighted unbiased = ((Layer.Weighted) source.layer()).withBias(false);
        Node first = new Node(source.name(), unbiased, List.of(Network.INPUT));
        List<Node> nodes = switch (unbiased) {
            case Layer.Linear _ -> List.of(first);
            case Layer.Conv2d _ -> List.of(first, new Node("flat", new Layer.Flatten(), List.of(source.name())));
        };
        return new Network(in, Scaling.none(in.channels()), new Direct(), 1, nodes);
    }

    private static float[] scaled(Network network, Dataset data) throws IOException {
        int size = network.input().elements();
        float[] all = new float[Math.multiplyExact(data.size(), size)];
        float[] sample = new float[size];
        for (int n = 0; n < data.size(); n++) {
            data.read(n, sample);
            network.scaling().apply(sample, network.input());
            System.arraycopy(sample, 0, all, n * size, size);
        }
        return all;
    }

    /// Means over ticks of a network's last node, one planar sample after another.
    private static float[] values(Prefix prefix, Dataset data, float worth) throws IOException {
        float[] all = new float[Math.multiplyExact(data.size(), prefix.elements())];
        int[] next = {0};
        prefix.means(data, (found, _) -> {
            for (float value : found) {
                all[next[0]++] = value * worth;
            }
        });
        return all;
    }

    /// Takes what a layer makes of its inputs off.
    private static void subtract(float[] from, Network layer, Weights weights, float[] inputs, int samples) {
        int in = layer.input().elements();
        int out = from.length / samples;
        try (TorchNetwork torch = new TorchNetwork(layer, weights)) {
            for (int n = 0; n < samples; n += BATCH) {
                int count = Math.min(BATCH, samples - n);
                float[] batch = Arrays.copyOfRange(inputs, n * in, (n + count) * in);
                try (Scope _ = Scope.open()) {
                    float[] currents = torch.run(batch, count, new long[count], RunMode.evaluation())
                            .logits()
                            .toFloats();
                    for (int i = 0; i < currents.length; i++) {
                        from[n * out + i] -= currents[i];
                    }
                }
            }
        }
    }

    /// @param steps updates
    /// @return the weights after the last
    Block fitted(int steps) {
        int batch = Math.min(BATCH, samples);
        int perPass = samples / batch;
        Seed seed = Seed.of(0).split(weight);
        int[] order = null;
        try (TorchNetwork torch = new TorchNetwork(layer, new Weights(Map.of(weight, start)));
                OptimizerState learner = new OptimizerState(torch, ADAM)) {
            for (int step = 0; step < steps; step++) {
                if (step % perPass == 0) {
                    order = seed.split(step / perPass).permutation(samples);
                }
                int[] chosen = Arrays.copyOfRange(order, step % perPass * batch, (step % perPass + 1) * batch);
                try (Scope _ = Scope.open()) {
                    learner.begin();
                    Trace trace =
                            torch.run(rows(inputs, chosen), batch, new long[batch], RunMode.training(step, Set.of()));
                    trace.backward(
                            trace.logits().times(slope(trace.logits(), chosen)).sum());
                    learner.step((1 + Math.cos(Math.PI * step / steps)) / 2);
                }
            }
            return torch.weights().get(weight);
        }
    }

    private float[] rows(float[] all, int[] chosen) {
        int size = all.length / samples;
        float[] rows = new float[chosen.length * size];
        for (int i = 0; i < chosen.length; i++) {
            System.arraycopy(all, chosen[i] * size, rows, i * size, size);
        }
        return rows;
    }

    /// dL/du but for the constant 2/(samples·pixels), which Adam does not see.
    ///
    /// @param currents of the layer `[N, K]`
    private Tensor slope(Tensor currents, int[] chosen) {
        float[] others = rows(rest, chosen);
        float[] targets = rows(wanted, chosen);
        float[] slope = currents.toFloats();
        int neurons = slope.length / chosen.length;
        float worth = threshold / ticks;
        for (int i = 0; i < slope.length; i++) {
            float before = potentials[potentials.length == 1 ? 0 : i % neurons];
            float count = (float) Math.floor((ticks * (slope[i] + others[i]) + before) / threshold);
            boolean clipped = count < 0 || count > ticks;
            slope[i] = clipped ? 0 : count * worth - targets[i];
        }
        return Tensor.of(slope, chosen.length, neurons);
    }
}

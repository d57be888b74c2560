package org.spikestill.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikestill.lab.torch.Adam;
import org.spikestill.lab.torch.Gradient;
import org.spikestill.lab.torch.Learner;
import org.spikestill.lab.torch.NeuronPath;
import org.spikestill.lab.torch.RunMode;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.lab.torch.Trace;
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

/// The network that every training benchmark runs: 64-128-256 channels, 3×3, each pooled, and two linear layers, on
/// 32×32×3 with direct encoding; leak 0.9, soft reset detached, arctangent surrogate. Random weights with a gain that
/// keeps all layers firing.
record Subject(Network network, Weights weights, float[] images, int[] labels) {
    static final int BATCH = 32;

    static Subject of(int ticks) {
        Lif lif = new Lif(0.9f, 0.5f, new Reset(), Order.CHARGE_FIRST, new Atan());
        List<Node> nodes = new ArrayList<>();
        String last = Network.INPUT;
        int[] channels = {64, 128, 256};
        for (int i = 1; i <= channels.length; i++) {
            nodes.add(new Node("conv" + i, Layer.Conv2d.same(channels[i - 1], 3, false), List.of(last)));
            nodes.add(new Node("spike" + i, new Layer.Spike(lif), List.of("conv" + i)));
            nodes.add(new Node("pool" + i, new Layer.AveragePool2d(2), List.of("spike" + i)));
            last = "pool" + i;
        }
        nodes.add(new Node("flatten", new Layer.Flatten(), List.of(last)));
        nodes.add(new Node("fc1", new Layer.Linear(256, false), List.of("flatten")));
        nodes.add(new Node("spike4", new Layer.Spike(lif), List.of("fc1")));
        nodes.add(new Node("fc2", new Layer.Linear(10, false), List.of("spike4")));
        nodes.add(new Node("readout", new Layer.Spike(new Integrator()), List.of("fc2")));
        Network network = new Network(Shape.of(3, 32, 32), Scaling.symmetric(3), new Direct(), ticks, nodes);
        float[] images = new float[BATCH * network.input().elements()];
        for (int i = 0; i < images.length; i++) {
            images[i] = Seed.uniform(5, i);
        }
        int[] labels = new int[BATCH];
        for (int i = 0; i < BATCH; i++) {
            labels[i] = i % 10;
        }
        return new Subject(network, Initial.of(network, Seed.of(1)), images, labels);
    }

    /// A way to take one training step.
    enum Variant {
        FUSED(NeuronPath.FUSED, Gradient.EXACT),
        COMPOSED(NeuronPath.REFERENCE, Gradient.EXACT),
        COLLAPSED(NeuronPath.FUSED, Gradient.COLLAPSED);

        final NeuronPath path;
        final Gradient gradient;

        Variant(NeuronPath path, Gradient gradient) {
            this.path = path;
            this.gradient = gradient;
        }

        String label() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /// One variant with its own weights and optimizer.
    final class Stepper implements AutoCloseable {
        private final Variant variant;
        private final TorchNetwork torch;
        private final Learner learner;

        Stepper(Variant variant) {
            this.variant = variant;
            this.torch = new TorchNetwork(network, weights, variant.path);
            this.learner = new Learner(torch, new Adam());
        }

        /// Forward and backward, and the update if asked for.
        ///
        /// @return spikes of each layer
        Map<String, Long> step(boolean update) {
            try (Scope _ = Scope.open()) {
                learner.begin();
                RunMode mode = RunMode.training(1, java.util.Set.of(), variant.gradient);
                Trace trace = torch.run(images, BATCH, new long[BATCH], mode);
                trace.backward(trace.logits().crossEntropy(Tensor.ofLabels(labels, BATCH)));
                if (update) {
                    learner.step(1);
                }
                return trace.spikes();
            }
        }

        /// Weights after one step of plain gradient descent would show the gradients; Adam's first moment holds them as
        /// they are, times 1 − β1.
        Map<String, float[]> gradients() {
            step(true);
            Map<String, float[]> gradients = new LinkedHashMap<>();
            learner.state().forEach((name, block) -> {
                if (name.endsWith(".mean")) {
                    gradients.put(name, block.toFloats());
                }
            });
            return gradients;
        }

        @Override
        public void close() {
            learner.close();
            torch.close();
        }
    }
}

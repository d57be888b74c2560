package org.spikestill.lab.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.spikestill.model.Block;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.settings.Seed;

/// What losses of single ticks read, and the way back from it.
class EveryTickTest {
    private static final int TICKS = 5;
    private static final int SAMPLES = 3;

    private static final Network NETWORK = Draft.of(TICKS, 2, 6, 6)
            .convolution("conv1", 3, 3)
            .spike("lif1", new Lif())
            .pool("pool1", 2)
            .convolution("conv2", 4, 3)
            .spike("lif2", new Lif())
            .flatten()
            .readOut(3);

    private static final Weights WEIGHTS = Draft.weights(NETWORK, Seed.of(61));

    private static Tensor weighted(Tensor values, int seed) {
        float[] factors = Seed.of(seed).normals(Math.toIntExact(values.elements()));
        return values.times(Tensor.of(factors, values.sizes())).sum();
    }

    private static Trace run(TorchNetwork torch, Set<String> trains) {
        float[] raw = Draft.samples(NETWORK, SAMPLES, Seed.of(62));
        RunMode mode = RunMode.training(1, Set.of("lif1")).withTrains(trains);
        return torch.run(raw, SAMPLES, Draft.keys(SAMPLES), mode);
    }

    private static List<Float> gradient(NeuronPath path, String name) {
        try (TorchNetwork torch = new TorchNetwork(NETWORK, WEIGHTS, path);
                Scope _ = Scope.open()) {
            Trace trace = run(torch, Set.of("lif1", "lif2"));
            trace.backward(weighted(trace.trains().get("lif1"), 1)
                    .plus(weighted(trace.trains().get("lif2"), 2))
                    .plus(weighted(trace.logitsByTick(), 3))
                    .plus(weighted(trace.map("lif1"), 4)));
            return Floats.of(torch.tensor(name).gradient());
        }
    }

    /// The fused path, which would rather pool spikes than show them, against the reference. Sums of some hundred products
    /// around 1.
    @Test
    void theWayBackFromSpikesAndLogitsOfEveryTickIsThatOfTheReference() {
        for (String name : List.of("conv1.weight", "conv2.weight", "last.weight")) {
            List<Float> fused = gradient(NeuronPath.FUSED, name);
            List<Float> reference = gradient(NeuronPath.REFERENCE, name);
            double size = reference.stream().mapToDouble(Math::abs).max().orElseThrow();
            assertThat(size).as("gradient of %s", name).isGreaterThan(0.1);
            for (int i = 0; i < fused.size(); i++) {
                assertThat((double) fused.get(i)).isEqualTo(reference.get(i), within(1e-5 * Math.max(1, size)));
            }
        }
    }

    @Test
    void spikesOfEveryTickAddUpToThoseCounted() {
        try (TorchNetwork torch = new TorchNetwork(NETWORK, WEIGHTS);
                Scope _ = Scope.open()) {
            Trace trace = run(torch, Set.of("lif1", "lif2"));
            for (String name : List.of("lif1", "lif2")) {
                Tensor train = trace.trains().get(name);
                assertThat(train.size(0)).isEqualTo(TICKS);
                assertThat((long) train.sum().toFloat())
                        .isEqualTo(trace.spikes().get(name))
                        .isPositive();
            }
            assertThat(run(torch, Set.of()).trains()).isEmpty();
        }
    }

    /// Logits W·x of one linear layer: dL/dx = Wᵀ(p − y).
    @Test
    void sensitivityIsTheGradientByTheInputOfEachSample() {
        Network linear = Draft.of(1, 3).linear("fc1", 2).network();
        float[] w = {1, 2, -1, 0.5f, 0, 3};
        float[] x = {0.25f, 0.5f, 0.75f, 1, 0, 0.5f};
        int[] labels = {1, 0};
        Weights weights = new Weights(java.util.Map.of("fc1.weight", Block.of(Shape.of(2, 3), w)));
        try (TorchNetwork torch = new TorchNetwork(linear, weights);
                Scope _ = Scope.open()) {
            float[] found = torch.sensitivity(x, 2, Draft.keys(2), Tensor.ofLabels(labels, 2))
                    .toFloats();
            for (int n = 0; n < 2; n++) {
                double[] z = new double[2];
                for (int k = 0; k < 2; k++) {
                    for (int i = 0; i < 3; i++) {
                        z[k] += w[3 * k + i] * x[3 * n + i];
                    }
                }
                double p = 1 / (1 + Math.exp(z[0] - z[1])); // of class 1
                double error = p - labels[n];
                for (int i = 0; i < 3; i++) {
                    assertThat((double) found[3 * n + i]).isEqualTo(error * (w[3 + i] - w[i]), within(1e-6));
                }
            }
            assertThat(torch.trainables())
                    .allSatisfy(each -> assertThat(each.tensor().gradient())
                            .as("weights gather nothing")
                            .isNull());
        }
    }
}

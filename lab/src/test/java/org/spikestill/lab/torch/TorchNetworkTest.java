package org.spikestill.lab.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.settings.Seed;

class TorchNetworkTest {
    private static final int SAMPLES = 8;

    private static Network network(float dropout) {
        return Draft.of(4, 3, 12, 12)
                .convolution("conv1", 8, 3)
                .spike("lif1", new Lif())
                .pool("pool1", 2)
                .node("drop", new Layer.Dropout(dropout))
                .convolution("conv2", 8, 3)
                .spike("lif2", new Lif())
                .flatten()
                .readOut(4);
    }

    private static Weights weights(Network network) {
        return Draft.weights(network, Seed.of(81));
    }

    /// A single NaN would decide the class, and a training would spread it, without a word.
    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void weightsThatAreNotFiniteAreRefused(float value) {
        Network network = network(0);
        Weights weights = weights(network);
        float[] values = weights.get("conv1.weight").toFloats();
        values[values.length - 1] = value;
        Weights bad = weights.with(
                "conv1.weight", Block.of(weights.get("conv1.weight").shape(), values));

        assertThatThrownBy(() -> new TorchNetwork(network, bad))
                .isInstanceOf(InvalidNetwork.class)
                .hasMessage("'conv1.weight' holds " + value
                        + " at [7, 2, 2, 2]: every weight must be a finite number, train or"
                        + " fetch the network again");
    }

    /// Logits, loss and all gradients of some batches.
    private static List<Float> results(Network network, NeuronPath path, int batches) {
        List<Float> results = new ArrayList<>();
        try (TorchNetwork torch = new TorchNetwork(network, weights(network), path);
                OptimizerState learner = new OptimizerState(torch, new Sgd())) {
            for (int batch = 0; batch < batches; batch++) {
                try (Scope _ = Scope.open()) {
                    results.addAll(train(torch, learner, batch));
                }
            }
        }
        return results;
    }

    private static List<Float> train(TorchNetwork torch, OptimizerState learner, int batch) {
        learner.begin();
        float[] raw = Draft.samples(torch.network(), SAMPLES, Seed.of(82).split(batch));
        Trace trace = torch.run(raw, SAMPLES, Draft.keys(SAMPLES), RunMode.training(batch, Set.of("lif1")));
        Tensor loss = loss(trace);
        trace.backward(loss);
        List<Float> results = new ArrayList<>(Floats.of(trace.logitsByTick()));
        results.add(loss.toFloat());
        torch.trainables()
                .forEach(
                        trainable -> results.addAll(Floats.of(trainable.tensor().gradient())));
        learner.step(1);
        return results;
    }

    private static Tensor loss(Trace trace) {
        int[] labels = new int[SAMPLES];
        Arrays.setAll(labels, n -> n % 4);
        return trace.logits()
                .crossEntropy(Tensor.ofLabels(labels, SAMPLES))
                .plus(trace.map("lif1").square().mean());
    }

    @ParameterizedTest
    @EnumSource
    void theSameRunGivesTheSameBitsWhateverRanBefore(NeuronPath path) {
        List<Float> first = results(network(0.3f), path, 3);
        results(Draft.of(7, 9).linear("fc", 30).spike("lif1", new Lif()).readOut(5), NeuronPath.REFERENCE, 2);
        assertThat(results(network(0.3f), path, 3)).isEqualTo(first);
    }

    @ParameterizedTest
    @EnumSource
    void evaluationSeesWhatTrainingSeesWithoutDropout(NeuronPath path) {
        Network network = network(0);
        float[] raw = Draft.samples(network, SAMPLES, Seed.of(83));
        long[] keys = Draft.keys(SAMPLES);
        try (TorchNetwork torch = new TorchNetwork(network, weights(network), path);
                Scope _ = Scope.open()) {
            Trace training = torch.run(raw, SAMPLES, keys, RunMode.training(1, Set.of("lif1", "conv2", "lif2")));
            Trace evaluation = torch.run(raw, SAMPLES, keys, RunMode.evaluation("lif1", "conv2", "lif2"));
            assertThat(Floats.of(evaluation.logitsByTick())).isEqualTo(Floats.of(training.logitsByTick()));
            assertThat(evaluation.spikes()).isEqualTo(training.spikes());
            for (String probe : List.of("lif1", "conv2", "lif2")) {
                assertThat(Floats.of(evaluation.map(probe))).isEqualTo(Floats.of(training.map(probe)));
            }
            float[] lastTick =
                    Arrays.copyOfRange(evaluation.logitsByTick().toFloats(), 3 * SAMPLES * 4, 4 * SAMPLES * 4);
            assertThat(evaluation.logits().toFloats()).isEqualTo(lastTick);
        }
    }

    /// Each sample of a batch is what it is alone, up to the order in which a convolution of another size sums.
    @Test
    void samplesDoNotInfluenceEachOther() {
        Network network = network(0);
        float[] raw = Draft.samples(network, SAMPLES, Seed.of(84));
        int size = network.input().elements();
        try (TorchNetwork torch = new TorchNetwork(network, weights(network));
                Scope _ = Scope.open()) {
            Trace all = torch.run(raw, SAMPLES, Draft.keys(SAMPLES), RunMode.evaluation("lif1"));
            float[] maps = all.map("lif1").toFloats();
            for (int n = 0; n < SAMPLES; n++) {
                float[] one = Arrays.copyOfRange(raw, n * size, (n + 1) * size);
                Trace alone = torch.run(one, 1, Draft.keys(1), RunMode.evaluation("lif1"));
                float[] map = alone.map("lif1").toFloats();
                int different = 0;
                for (int i = 0; i < map.length; i++) {
                    different += map[i] == maps[n * map.length + i] ? 0 : 1;
                }
                assertThat(different).as("rates that differ for sample %d", n).isLessThanOrEqualTo(2);
            }
        }
    }

    /// Three thousand batches of a network with every kind of cut: no object is left over, and the process does not grow.
    /// The spikes of the first population take 80 kB, so that keeping one such tensor of each batch would add 144 MB in
    /// 1800 batches. What the compiler and the C library hold comes and goes by up to 90, hence the least of many looks.
    @ParameterizedTest
    @EnumSource
    @EnabledOnOs(value = OS.LINUX, disabledReason = "the resident size is read from /proc")
    void nothingOfABatchStaysBehind(NeuronPath path) throws IOException {
        Network network = Draft.of(5, 20)
                .linear("fc1", 512)
                .spike("lif1", new Lif())
                .node("drop", new Layer.Dropout(0.2f))
                .node("twice", new Layer.Add(), "drop", "drop")
                .linear("fc2", 16)
                .spike("lif2", new Lif())
                .readOut(4);
        float[] raw = Draft.samples(network, SAMPLES, Seed.of(89));
        try (TorchNetwork torch = new TorchNetwork(network, weights(network), path);
                OptimizerState learner = new OptimizerState(torch, new Adam())) {
            long objects = 0;
            long early = Long.MAX_VALUE;
            long late = Long.MAX_VALUE;
            for (int batch = 0; batch < 3000; batch++) {
                try (Scope _ = Scope.open()) {
                    learner.begin();
                    RunMode mode = RunMode.training(batch, Set.of("lif1", "fc2"));
                    Trace trace = torch.run(raw, SAMPLES, Draft.keys(SAMPLES), mode);
                    trace.backward(loss(trace));
                    learner.step(1);
                }
                if (batch == 200) {
                    objects = Scope.liveObjects();
                } else if (batch > 200) {
                    assertThat(Scope.liveObjects()).as("after batch %d", batch).isEqualTo(objects);
                }
                if (batch >= 400 && batch < 1200 && batch % 40 == 0) {
                    early = Math.min(early, residentKilobytes());
                } else if (batch >= 2200 && batch % 40 == 0) {
                    late = Math.min(late, residentKilobytes());
                }
            }
            assertThat(late - early).as("kB grown in 1800 batches").isLessThan(72_000);
        }
    }

    /// What is resident beside the Java heap, which a collection shrinks to what is in use.
    private static long residentKilobytes() throws IOException {
        System.gc();
        long heap = Runtime.getRuntime().totalMemory() / 1024;
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) - heap;
            }
        }
        throw new IOException("/proc/self/status has no VmRSS");
    }

    @Test
    void weightsAreReadBackAsTheyWere() {
        Network network = network(0);
        Weights weights = weights(network)
                .with("lif1.v", Block.of(Shape.of(8, 12, 12), Seed.of(85).normals(8 * 12 * 12)))
                .with("lif2.v", Block.of(Shape.of(1), 0.5f));
        try (TorchNetwork torch = new TorchNetwork(network, weights)) {
            assertThat(torch.weights()).isEqualTo(weights);
        }
    }

    @Test
    void otherWeightsCanBeLoaded() {
        Network network = network(0);
        Weights other = Draft.weights(network, Seed.of(86));
        try (TorchNetwork torch = new TorchNetwork(network, weights(network))) {
            torch.load(other);
            assertThat(torch.weights()).isEqualTo(other);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aNetworkThatEndsInSpikesHasFramesButNoLogits(NeuronPath path) {
        Network network = Draft.of(3, 6).linear("fc", 5).spike("lif", new Lif()).network();
        try (TorchNetwork torch = new TorchNetwork(network, weights(network), path);
                Scope _ = Scope.open()) {
            float[] raw = Draft.samples(network, 2, Seed.of(87));
            assertThat(torch.frames(raw, 2, Draft.keys(2)).toFloats())
                    .hasSize(3 * 2 * 5)
                    .containsOnly(0, 1);
            assertThatThrownBy(() -> torch.run(raw, 2, Draft.keys(2), RunMode.evaluation()))
                    .isInstanceOf(InvalidNetwork.class)
                    .hasMessage(
                            "'lif' fires, but the last node must be a read-out: end the network with an integrator");
        }
    }

    @Test
    void aMapThatWasNotProbedIsRefused() {
        Network network = network(0);
        try (TorchNetwork torch = new TorchNetwork(network, weights(network));
                Scope _ = Scope.open()) {
            float[] raw = Draft.samples(network, 1, Seed.of(88));
            Trace trace = torch.run(raw, 1, Draft.keys(1), RunMode.evaluation("lif1"));
            assertThatThrownBy(() -> trace.map("lif2"))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("'lif2' was not probed in this run; probed: [lif1]");
        }
    }
}

package org.spikestill.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.data.Batch;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Loader;
import org.spikestill.data.None;
import org.spikestill.data.Strokes;
import org.spikestill.lab.loss.CrossEntropy;
import org.spikestill.lab.loss.DecodedMatch;
import org.spikestill.lab.loss.LayerPair;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.loss.SoftTargets;
import org.spikestill.lab.loss.SpikeDecoder;
import org.spikestill.lab.progress.CancellationToken;
import org.spikestill.lab.torch.Adam;
import org.spikestill.lab.torch.Gradient;
import org.spikestill.lab.torch.Optimizer;
import org.spikestill.lab.torch.OptimizerState;
import org.spikestill.lab.torch.RunMode;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.torch.Sgd;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.lab.torch.Trace;
import org.spikestill.model.Block;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.model.architecture.Architecture.Form;
import org.spikestill.model.architecture.ConvNet;
import org.spikestill.model.encode.Poisson;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.settings.Seed;
import org.spikestill.report.result.Epoch;

/// An artificial and a spiking network that learn from each other.
class MutualTest {
    private static final Objective BOTH = Objective.of(new CrossEntropy()).with(new SoftTargets(2), 0.5f);
    private static final int SAMPLES = 32;

    /// Chance is 0.1; the bound is ten deviations of 200 samples above it, see [FromScratchTest].
    @Test
    void bothNetworksLearn() throws IOException {
        try (DataSplits data = strokes(1000)) {
            Kept kept = new Kept();
            Trained trained = Trainings.run(task(data, 4, 25, new Adam(3e-3f, 0, 0.9f, 0.999f, 1e-8f, false)), kept);

            assertThat(trained.networks()).containsOnlyKeys("snn", "dnn");
            Epoch first = kept.history().getFirst();
            Epoch last = kept.history().getLast();
            assertThat(last.validation()).isGreaterThan(0.31).isGreaterThan(first.validation());
            assertThat(last.peers()).containsOnlyKeys("dnn");
            assertThat(last.peers().get("dnn"))
                    .isGreaterThan(0.31)
                    .isGreaterThan(first.peers().get("dnn"));
            assertThat(last.terms().keySet())
                    .containsExactly("snn.cross-entropy", "snn.soft-targets", "dnn.cross-entropy", "dnn.soft-targets");
            assertThat(last.loss())
                    .as("the sum of both networks' objectives")
                    .isCloseTo(
                            last.terms().get("snn.cross-entropy")
                                    + 0.5 * last.terms().get("snn.soft-targets")
                                    + last.terms().get("dnn.cross-entropy")
                                    + 0.5 * last.terms().get("dnn.soft-targets"),
                            within(1e-5 * last.loss()));
        }
    }

    /// One batch of plain gradient descent by hand: the second network learns from the first one's new weights.
    @Test
    void updatesTakeTurns() throws IOException {
        try (DataSplits data = strokes(40)) {
            Task task = task(data, 1, SAMPLES, new Sgd(0.5f, 0, 0));
            Learner snn = task.step().learners().getFirst();
            Learner dnn = task.step().learners().getLast();
            Trained trained = Trainings.run(task, new Kept());

            Weights newSnn = updated(task, snn, dnn.network(), dnn.initial());
            Weights newDnn = updated(task, dnn, snn.network(), newSnn);
            Weights simultaneous = updated(task, dnn, snn.network(), snn.initial());

            // a sum of another order may differ in its last bits, an update by turns in far more
            double apart = Trainings.distance(simultaneous, newDnn);
            assertThat(apart).isGreaterThan(1e-4);
            assertThat(Trainings.distance(trained.networks().get("snn"), newSnn))
                    .isLessThan(1e-6);
            assertThat(Trainings.distance(trained.networks().get("dnn"), newDnn))
                    .isLessThan(apart / 100);
        }
    }

    private static Weights updated(Task task, Learner learner, Network peer, Weights peerWeights) {
        Seed seed = task.seed().split(task.stage()).split(0);
        try (Loader loader = Loader.shuffled(task.data().train(), SAMPLES, new None(), seed, 0);
                TorchNetwork teacher = new TorchNetwork(peer, peerWeights);
                TorchNetwork torch = new TorchNetwork(learner.network(), learner.initial());
                OptimizerState optimizer =
                        new OptimizerState(torch, learner.settings().optimizer());
                Scope _ = Scope.open()) {
            Batch batch = loader.iterator().next();
            long[] keys = new long[SAMPLES];
            for (int i = 0; i < SAMPLES; i++) {
                keys[i] = seed.split("encode").at(batch.indices()[i]);
            }
            Tensor taught = teacher.run(batch.images(), SAMPLES, keys, RunMode.evaluation())
                    .logits();
            optimizer.begin();
            Trace trace = torch.run(batch.images(), SAMPLES, keys, RunMode.training(0, Set.of(), Gradient.BPTT));
            Tensor p = taught.divide(2).logSoftmax(1);
            Tensor q = trace.logits().divide(2).logSoftmax(1);
            Tensor divergence = p.exp().times(p.minus(q)).sum().divide(SAMPLES).times(4);
            trace.backward(trace.logits()
                    .crossEntropy(Tensor.ofLabels(batch.labels(), SAMPLES))
                    .plus(divergence.times(0.5)));
            optimizer.step(1);
            return torch.weights();
        }
    }

    /// Shuffling, Poisson input that both see, moments of both optimizers, the best weights of both: all in the checkpoint.
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 14})
    void anInterruptedTrainingEndsInTheSameBytes(int stopAfter) throws IOException {
        try (DataSplits data = strokes(160)) {
            Task task = task(data, 2, 16, new Adam(1e-3f, 1e-4f, 0.9f, 0.999f, 1e-8f, true));
            Trained unbroken = Trainings.run(task, new Kept());
            Kept kept = new Kept();
            assertThatThrownBy(() -> Trainings.run(task, kept, stopAfter))
                    .isInstanceOf(CancellationToken.Cancelled.class);
            Trained resumed = Trainings.run(task, kept);

            assertThat(resumed.networks()).isEqualTo(unbroken.networks());
            assertThat(resumed.epoch()).isEqualTo(unbroken.epoch());
            assertThat(resumed.validation()).isEqualTo(unbroken.validation());
        }
    }

    /// The maps of decoders learn with the student, and are in the checkpoint with their optimizer, but not in the network.
    @ParameterizedTest
    @MethodSource("decoders")
    void anInterruptedTrainingWithDecodersEndsInTheSameBytes(SpikeDecoder decoder) throws IOException {
        try (DataSplits data = strokes(160)) {
            Task task = decoding(data, new DecodedMatch(decoder, DecodedMatch.Readout.LINEAR));
            Kept whole = new Kept();
            Trained unbroken = Trainings.run(task, whole);
            Kept kept = new Kept();
            assertThatThrownBy(() -> Trainings.run(task, kept, 5)).isInstanceOf(CancellationToken.Cancelled.class);
            Trained resumed = Trainings.run(task, kept);

            assertThat(resumed.networks()).isEqualTo(unbroken.networks());
            Map<String, Block> maps =
                    whole.load("pair").orElseThrow().learners().get("snn").maps();
            assertThat(kept.load("pair").orElseThrow().learners().get("snn").maps())
                    .isEqualTo(maps);
            assertThat(maps).containsKeys("decoder-spike2.weight", "decoder-spike2.weight.mean");
            assertThat(resumed.networks().get("snn").blocks()).doesNotContainKey("decoder-spike2.weight");
            assertThat(whole.load("pair").orElseThrow().learners().get("dnn").maps())
                    .isEmpty();
        }
    }

    static Stream<SpikeDecoder> decoders() {
        return Stream.of(new SpikeDecoder.Rate(), new SpikeDecoder.Kernel(2));
    }

    /// The distance falls when its weight is large: the student is drawn to the features through the map.
    @Test
    void decodedSpikesApproachTheFeatures() throws IOException {
        try (DataSplits data = strokes(400)) {
            Kept kept = new Kept();
            Trainings.run(decoding(data, new DecodedMatch()), kept);
            List<Epoch> epochs = kept.history();
            assertThat(epochs.getLast().terms().get("snn.decoded-match"))
                    .isLessThan(0.7 * epochs.getFirst().terms().get("snn.decoded-match"));
        }
    }

    private static Task decoding(DataSplits data, DecodedMatch match) {
        TrainSettings settings = Trainings.settings(2, 16, new Adam().withLearningRate(3e-3f), Gradient.BPTT);
        Network snn = spiking(data);
        Network dnn = artificial(data);
        List<LayerPair> pairs = List.of(new LayerPair("relu3", "spike2"));
        Learner student = new Learner("snn", snn, HeInit.of(snn, Seed.of(3)), settings, BOTH.with(match, 1), pairs);
        return new Task("pair", new Mutual(student, learner("dnn", dnn, settings, BOTH)), data, Seed.of(1));
    }

    @Test
    void aCheckpointOfOtherNetworksIsRefused() throws IOException {
        try (DataSplits data = strokes(40)) {
            Task pair = task(data, 1, 16, new Sgd());
            Kept kept = new Kept();
            Trainings.run(pair, kept);
            TrainSettings settings = Trainings.settings(1, 16, new Sgd(), Gradient.BPTT);
            Learner alone = learner("snn", spiking(data), settings, Objective.of(new CrossEntropy()));
            assertThatThrownBy(() -> Trainings.run(new Task("pair", new Supervised(alone), data, Seed.of(1)), kept))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the checkpoint of pair holds [snn, dnn], but the task trains [snn]: it belongs to"
                            + " another task, delete it");
        }
    }

    @Test
    void aLearnerOfSoftTargetsNeedsATeacher() throws IOException {
        try (DataSplits data = strokes(40)) {
            Learner learner = task(data, 1, 16, new Sgd()).learner();
            assertThatThrownBy(() -> new Task("snn", new Supervised(learner), data, Seed.of(1)).check())
                    .hasMessage("the objective of snn reads targets of a teacher, but there is none: name a teacher, or"
                            + " losses that read labels");
        }
    }

    /// Without targets of each other two networks in one step are two trainings of one.
    @Test
    void networksThatDoNotTeachEachOtherTrainAsIfAlone() throws IOException {
        try (DataSplits data = strokes(160)) {
            Objective labels = Objective.of(new CrossEntropy());
            Sgd sgd = new Sgd(0.1f, 0.9f, 0);
            TrainSettings settings = Trainings.settings(1, 16, sgd, Gradient.BPTT);
            Learner snn = learner("snn", spiking(data), settings, labels);
            Learner dnn = learner("dnn", artificial(data), settings, labels);
            Trained together = Trainings.run(new Task("pair", new Mutual(snn, dnn), data, Seed.of(1)), new Kept());
            for (Learner learner : new Learner[] {snn, dnn}) {
                Trained alone = Trainings.run(new Task("pair", new Supervised(learner), data, Seed.of(1)), new Kept());
                assertThat(together.networks().get(learner.name())).isEqualTo(alone.weights());
            }
        }
    }

    @Test
    void theScoreNamesTheNetworkThatChoosesTheEpoch() throws IOException {
        try (DataSplits data = strokes(160)) {
            Task bySnn = task(data, 1, 16, new Sgd(0.1f, 0.9f, 0));
            Kept snn = new Kept();
            Kept dnn = new Kept();
            Trained first = Trainings.run(bySnn, snn);
            Trained second =
                    Trainings.run(new Task("pair", bySnn.step(), new Accuracy(), "dnn", data, Seed.of(1)), dnn);
            assertThat(first.weights()).isEqualTo(first.networks().get("snn"));
            assertThat(second.weights()).isEqualTo(second.networks().get("dnn"));
            assertThat(first.validations()).isEqualTo(second.validations());
            assertThat(first.validations().get("dnn").value())
                    .isEqualTo(snn.history().getFirst().peers().get("dnn"));
            assertThat(first.validation().value())
                    .isEqualTo(snn.history().getFirst().validation());
            assertThat(dnn.history().getFirst().validation())
                    .isEqualTo(snn.history().getFirst().peers().get("dnn"));
            assertThatThrownBy(() -> new Task("pair", bySnn.step(), new Accuracy(), "cnn", data, Seed.of(1)))
                    .hasMessage("scored is 'cnn': it must be one of [snn, dnn]");
        }
    }

    @Test
    void networksOfOneStepSeeTheSameBatchesUnderNamesOfTheirOwn() throws IOException {
        try (DataSplits data = strokes(40)) {
            TrainSettings settings = Trainings.settings(1, 16, new Sgd(), Gradient.BPTT);
            Learner snn = learner("snn", spiking(data), settings, BOTH);
            Learner longer = learner("dnn", artificial(data), settings.withEpochs(2), BOTH);
            assertThatThrownBy(() -> new Mutual(snn, longer))
                    .hasMessage("epochs is 1 for the first network and 2 for the second: two networks that learn from"
                            + " each other see the same batches");
            assertThatThrownBy(() -> new Mutual(snn, snn))
                    .hasMessage("both networks are called 'snn': name them apart, since each has files of its own");
        }
    }

    private static DataSplits strokes(int train) throws IOException {
        return DataSplits.of(new Strokes(train, 8, 16, 1), Optional.empty(), 0.2f, Seed.of(1));
    }

    private static Network artificial(DataSplits data) {
        return new ConvNet(List.of(4, 8), 3, List.of(16)).network(data.train().sample(), 10, Form.student(0));
    }

    private static Network spiking(DataSplits data) {
        return new ConvNet(List.of(8, 16), 3, List.of(32))
                .spiking(data.train().sample(), 10, Form.student(0), new Lif(), new Poisson(), 4);
    }

    private static Learner learner(String name, Network network, TrainSettings settings, Objective objective) {
        return new Learner(name, network, HeInit.of(network, Seed.of(3)), settings, objective);
    }

    private static Task task(DataSplits data, int epochs, int batch, Optimizer optimizer) {
        TrainSettings settings = Trainings.settings(epochs, batch, optimizer, Gradient.BPTT);
        return new Task(
                "pair",
                new Mutual(
                        learner("snn", spiking(data), settings, BOTH),
                        learner("dnn", artificial(data), settings, BOTH)),
                data,
                Seed.of(1));
    }
}

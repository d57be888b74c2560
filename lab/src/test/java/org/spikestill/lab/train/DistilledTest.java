package org.spikestill.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.data.Affine;
import org.spikestill.data.Augmentation;
import org.spikestill.data.Batch;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Loader;
import org.spikestill.data.None;
import org.spikestill.data.Strokes;
import org.spikestill.lab.convert.ReluToSpike;
import org.spikestill.lab.loss.AttentionMatch;
import org.spikestill.lab.loss.CrossEntropy;
import org.spikestill.lab.loss.FeatureMatch;
import org.spikestill.lab.loss.GradientAttention;
import org.spikestill.lab.loss.LayerPair;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.loss.SoftTargets;
import org.spikestill.lab.loss.WindowMatch;
import org.spikestill.lab.progress.CancellationToken;
import org.spikestill.lab.progress.Progress;
import org.spikestill.lab.teacher.CachedTargets;
import org.spikestill.lab.teacher.Draws;
import org.spikestill.lab.teacher.NetworkTeacher;
import org.spikestill.lab.teacher.Taps;
import org.spikestill.lab.teacher.TargetSource;
import org.spikestill.lab.teacher.TargetSpec;
import org.spikestill.lab.teacher.Targets;
import org.spikestill.lab.torch.Gradient;
import org.spikestill.lab.torch.Precision;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.model.architecture.Architecture.Form;
import org.spikestill.model.architecture.ThreeConvTwoLinear;
import org.spikestill.model.encode.Poisson;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Seed;
import org.spikestill.report.result.Epoch;

/// Stored targets are those that the teacher would compute every time.
class DistilledTest {
    private static final List<LayerPair> PAIRS =
            List.of(new LayerPair("relu1", "spike1"), new LayerPair("relu3", "spike3"));
    private static final Objective EVERYTHING = Objective.of(new CrossEntropy())
            .with(new SoftTargets(), 1)
            .with(new AttentionMatch(), 1)
            .with(new FeatureMatch(), 1)
            .with(new GradientAttention(), 1);

    @TempDir
    private Path cache;

    /// Asked one by one, in any order: batches of the training must not matter.
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 5})
    void whatIsKeptIsWhatTheTeacherSaysOfThatCopyInElevenBits(int epoch) throws IOException {
        try (DataSplits data = digits();
                TorchNetwork torch = TinyNetworks.teacher(data, 9);
                TargetSource source = source(task(data, torch, EVERYTHING, 2, new Affine()))) {
            Draws draws = source.draws(epoch, Seed.of(77).split(epoch));
            assertThat(draws.augment())
                    .isEqualTo(source.draws(epoch + 2, Seed.of(1)).augment());
            assertThat(draws.augment())
                    .isNotEqualTo(source.draws(epoch + 1, Seed.of(1)).augment());
            int[] order = {50, 3, 99, 31, 32, 0};
            try (Loader loader = new Loader(
                            data.train(),
                            order,
                            6,
                            Loader.Rest.KEEP,
                            new Affine(),
                            draws.augment().value(),
                            0);
                    Scope _ = Scope.open()) {
                Batch batch = loader.iterator().next();
                NetworkTeacher teacher = new NetworkTeacher(torch, "");
                TargetSpec wanted = EVERYTHING.targets(PAIRS, teacher.taps(), Precision.FLOAT32);
                Targets said = teacher.targets(batch, new long[6], wanted);
                Targets kept = source.of(batch, new long[6], epoch).orElseThrow();

                assertThat(kept.parts().keySet())
                        .containsExactlyElementsOf(wanted.parts().keySet())
                        .hasSize(6);
                wanted.parts().forEach((part, shape) -> {
                    float[] expected = said.bySample(part);
                    float[] found = kept.bySample(part);
                    assertThat(found).hasSameSizeAs(expected);
                    for (int n = 0; n < 6; n++) {
                        int from = n * shape.elements();
                        int to = from + shape.elements();
                        assertRounded(Arrays.copyOfRange(expected, from, to), Arrays.copyOfRange(found, from, to));
                    }
                });
            }
        }
    }

    /// Half a unit in the eleventh bit, or of the smallest number beside the largest; sums of other batches differ by a few
    /// units in the twenty-fourth.
    private static void assertRounded(float[] expected, float[] found) {
        float largest = 0;
        for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        for (int i = 0; i < found.length; i++) {
            assertThat((double) Math.abs(found[i] - expected[i]))
                    .isLessThanOrEqualTo(Math.abs(expected[i]) * 0x1p-11 + largest * 0x1p-18);
        }
    }

    /// A spiking teacher with drawn input: its answers tick by tick belong to a draw that the student must see as well.
    @Test
    void teacherAndStudentSeeTheSameDraw() throws IOException {
        Objective windows = Objective.of(new CrossEntropy()).with(new WindowMatch(), 1);
        try (DataSplits data = digits();
                TorchNetwork torch = spikingTeacher(data);
                TargetSource source = source(task(data, torch, windows, 2, new None()))) {
            Draws draws = source.draws(1, Seed.of(77));
            assertThat(draws).isEqualTo(source.draws(3, Seed.of(78))).isNotEqualTo(source.draws(2, Seed.of(77)));
            try (Loader loader = new Loader(data.train(), new int[] {64, 5}, 2, Loader.Rest.KEEP, new None(), 0, 0);
                    Scope _ = Scope.open()) {
                Batch batch = loader.iterator().next();
                long[] keys = draws.keys(batch);
                NetworkTeacher teacher = new NetworkTeacher(torch, "");
                TargetSpec wanted = windows.targets(PAIRS, teacher.taps(), Precision.FLOAT32);
                Targets said = teacher.targets(batch, keys, wanted);
                Targets kept = source.of(batch, keys, 1).orElseThrow();
                assertThat(kept.logitsByTick().sizes()).containsExactly(3, 2, 10);
                assertRounded(
                        said.logitsByTick().toFloats(), kept.logitsByTick().toFloats());
            }
        }
    }

    /// Another teacher under the same digest would be noticed if it were asked.
    @Test
    void aSecondTrainingAsksNothing() throws IOException {
        try (DataSplits data = digits();
                TorchNetwork torch = TinyNetworks.teacher(data, 9);
                TorchNetwork other = TinyNetworks.teacher(data, 10)) {
            Weights first = train(task(data, torch, EVERYTHING, 2, new Affine()));
            assertThat(files()).hasSize(2);
            assertThat(train(task(data, other, EVERYTHING, 2, new Affine()))).isEqualTo(first);
            assertThat(files()).hasSize(2);

            train(task(data, torch, EVERYTHING, 2, new Affine(3, 0, 0)));
            assertThat(files()).as("other copies").hasSize(4);
            train(task(data, torch, Objective.of(new SoftTargets()), 2, new Affine()));
            assertThat(files()).as("other parts").hasSize(6);
            train(task(data, torch, Objective.of(new SoftTargets()), 2, new None()));
            assertThat(files()).as("copies that are all the same").hasSize(7);
            CachedTargets.delete(cache);
            assertThat(cache).doesNotExist();
        }
    }

    /// Chunks are 32 samples; the file of 128 is broken off, overwritten, or of somebody else.
    @Test
    void whatABrokenWriterLeftIsAskedAgain() throws IOException {
        try (DataSplits data = digits();
                TorchNetwork torch = TinyNetworks.teacher(data, 9)) {
            Weights unbroken = train(task(data, torch, EVERYTHING, 1, new Affine()));
            Path file = files().getFirst();
            byte[] whole = Files.readAllBytes(file);

            byte[] flipped = whole.clone();
            flipped[whole.length / 2] ^= 1;
            byte[] stranger = whole.clone();
            stranger[0] ^= 1;
            for (byte[] broken : List.of(Arrays.copyOf(whole, whole.length * 2 / 3), flipped, stranger, new byte[0])) {
                Files.write(file, broken);
                assertThat(train(task(data, torch, EVERYTHING, 1, new Affine())))
                        .isEqualTo(unbroken);
                assertThat(Files.readAllBytes(file)).isEqualTo(whole);
            }
        }
    }

    @Test
    void aStopWhileAskingKeepsWhatWasSaid() throws IOException {
        try (DataSplits data = digits();
                TorchNetwork torch = TinyNetworks.teacher(data, 9)) {
            Task task = task(data, torch, EVERYTHING, 2, new Affine());
            CancellationToken cancellation = new CancellationToken();
            Countdown afterThree = new Countdown(3, cancellation);
            assertThatThrownBy(() -> source(task, afterThree, cancellation).close())
                    .isInstanceOf(CancellationToken.Cancelled.class)
                    .hasMessage("stopped while computing the targets of the student");

            Countdown rest = new Countdown(Integer.MAX_VALUE, new CancellationToken());
            source(task, rest, new CancellationToken()).close();
            assertThat(rest.seen)
                    .as("2 copies of 4 chunks, 3 of them asked before")
                    .isEqualTo(5);
            assertThat(rest.last.done()).isEqualTo(rest.last.of()).isEqualTo(256);
        }
    }

    /// 128 samples in 4 chunks: a key, 4 checksums, and 128 times two maps of halves with an exponent each.
    @Test
    void moreThanTheBoundIsRefusedBeforeTraining() throws IOException {
        try (DataSplits data = digits()) {
            Network network = new ThreeConvTwoLinear(0.1f).network(data.train().sample(), 10, Form.teacher(0));
            Taps teacher = Taps.of(network);
            Objective attention = Objective.of(new AttentionMatch());
            TargetSpec wanted = attention.targets(PAIRS, teacher, Precision.FLOAT32);
            long each = CachedTargets.bytes(wanted, 128);
            int pixels = network.shapes().get("relu1").height()
                            * network.shapes().get("relu1").width()
                    + network.shapes().get("relu3").height()
                            * network.shapes().get("relu3").width();
            assertThat(each).isEqualTo(64 + 4 * 8 + 128 * 2 * (pixels + 2));

            TrainSettings tight = settings(999, new Affine(), 999, 1);
            long fitting = 1_000_000 / each;
            assertThatThrownBy(() -> tight.checkCache("studentTraining", wanted, teacher, 128))
                    .isInstanceOf(InvalidSettings.class)
                    .hasMessage(
                            "studentTraining.augmentedCopies is 999: the teacher's targets for 999 copies of 128 samples take %,d MB,"
                                            .formatted(Math.ceilDiv(999 * each, 1_000_000L))
                                    + " and studentTraining.cacheMegabytes is 1: set augmentedCopies to at most "
                                    + fitting
                                    + " or raise the bound");
            assertThatThrownBy(() -> tight.checkCache("studentTraining", wanted, teacher, 1_000_000))
                    .hasMessageEndingWith("is 1: set augmentedCopies to 0, which stores nothing, or raise the bound");
            tight.withAugmentedCopies(0).checkCache("studentTraining", wanted, teacher, 1_000_000);
            tight.withAugmentedCopies((int) fitting).checkCache("studentTraining", wanted, teacher, 128);
            settings(1000, new None(), 1000, 1).checkCache("studentTraining", wanted, teacher, 128);

            TrainSettings open = settings(1000, new Affine(), TrainSettings.AUGMENTED_COPIES, 1);
            open.checkCache("studentTraining", wanted, teacher, 128);
            assertThat(open.copies(wanted, teacher, 128)).isZero();
            assertThat(open.uncached(wanted, teacher, 128))
                    .hasValueSatisfying(line -> assertThat(line)
                            .startsWith(
                                    "the teacher computes its targets anew on every batch: those of 1000 epochs would take")
                            .endsWith("and cacheMegabytes is 1"));
            assertThat(open.withEpochs((int) fitting).copies(wanted, teacher, 128))
                    .isEqualTo((int) fitting);
            assertThat(open.withEpochs((int) fitting).uncached(wanted, teacher, 128))
                    .isEmpty();
        }
    }

    @Test
    void theTeachersTimeIsToldByEpoch() throws IOException {
        try (DataSplits data = digits();
                TorchNetwork torch = TinyNetworks.teacher(data, 9)) {
            Kept kept = new Kept();
            Task task = task(data, torch, EVERYTHING, 2, new Affine());
            try (Trainer trainer = new Trainer(task, kept, Progress.silent(), new CancellationToken())) {
                trainer.train();
            }
            assertThat(kept.history())
                    .allSatisfy(epoch ->
                            assertThat(epoch.teacherSeconds()).isPositive().isLessThan(epoch.seconds()));
            assertThat(kept.history().getLast().teacherSeconds())
                    .isLessThan(kept.history().getFirst().teacherSeconds());
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(cache)) {
            return files.toList();
        }
    }

    private static TargetSource source(Task task) throws IOException {
        return source(task, Progress.silent(), new CancellationToken());
    }

    private static TargetSource source(Task task, Progress progress, CancellationToken cancellation)
            throws IOException {
        return task.step().sources(task, Map.of(), progress, cancellation).get("student");
    }

    private static Weights train(Task task) throws IOException {
        try (Trainer trainer = new Trainer(task, Checkpoints.none(), Progress.silent(), new CancellationToken())) {
            return trainer.train().weights();
        }
    }

    private static DataSplits digits() throws IOException {
        return DataSplits.of(new Strokes(160, 16, 28, 1), Optional.empty(), 0.2f, Seed.of(1));
    }

    private static TorchNetwork spikingTeacher(DataSplits data) {
        Network shape = new ThreeConvTwoLinear(0.1f).network(data.train().sample(), 10, Form.student(0));
        Weights initial = HeInit.of(shape, Seed.of(9));
        Network network = new ReluToSpike(new Lif().withThreshold(0.1f), new Poisson(), 3)
                .apply(shape, initial, data.train())
                .network();
        return new TorchNetwork(network, initial);
    }

    private static TrainSettings settings(int epochs, Augmentation augmentation, int variants, int megabytes) {
        TrainSettings defaults = new TrainSettings();
        return new TrainSettings(
                epochs,
                16,
                0,
                defaults.optimizer(),
                defaults.schedule(),
                augmentation,
                variants,
                megabytes,
                Gradient.BPTT,
                Precision.FLOAT32);
    }

    private Task task(
            DataSplits data, TorchNetwork teacher, Objective objective, int epochs, Augmentation augmentation) {
        Network student = TinyNetworks.student(data, 0, new Poisson());
        List<LayerPair> pairs = objective.needsPairs() ? PAIRS : List.of();
        TrainSettings settings = settings(epochs, augmentation, 2, 10);
        Learner learner = new Learner("student", student, HeInit.of(student, Seed.of(3)), settings, objective, pairs);
        return new Task(
                "student", new Distilled(learner, new NetworkTeacher(teacher, "untrained"), cache), data, Seed.of(1));
    }

    private static final class Countdown implements Progress {
        private final int stopAfter;
        private final CancellationToken cancellation;
        private int seen;
        private Advance last;

        Countdown(int stopAfter, CancellationToken cancellation) {
            this.stopAfter = stopAfter;
            this.cancellation = cancellation;
        }

        @Override
        public void say(String line) {}

        @Override
        public void advance(Advance advance) {
            last = advance;
            if (++seen == stopAfter) {
                cancellation.cancel();
            }
        }

        @Override
        public void epoch(Epoch figures, int of) {}
    }
}

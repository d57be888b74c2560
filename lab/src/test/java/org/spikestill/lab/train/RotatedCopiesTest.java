package org.spikestill.lab.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spikestill.data.Batch;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Loader;
import org.spikestill.data.None;
import org.spikestill.data.Strokes;
import org.spikestill.lab.loss.CrossEntropy;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.loss.RotatedSoftTargets;
import org.spikestill.lab.progress.CancellationToken;
import org.spikestill.lab.progress.Progress;
import org.spikestill.lab.teacher.NetworkTeacher;
import org.spikestill.lab.teacher.Rotation;
import org.spikestill.lab.torch.Gradient;
import org.spikestill.lab.torch.OptimizerState;
import org.spikestill.lab.torch.Precision;
import org.spikestill.lab.torch.RunMode;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.torch.Sgd;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.lab.torch.Trace;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.settings.Seed;

/// One epoch of one batch of 32 samples: the update is the gradient.
class RotatedCopiesTest {
    private static final Sgd PLAIN = new Sgd(1, 0, 0);
    private static final int SAMPLES = 32;
    private static final Objective BOTH = Objective.of(new CrossEntropy()).with(new RotatedSoftTargets(2), 0.5f);

    @TempDir
    private Path cache;

    /// The definition: one batch of all 128 images. Sums of another batch differ in their last bits, kept answers have
    /// eleven, and either may move a spike of some 10⁵; without the copies the gradient moves by more than a tenth.
    @ParameterizedTest
    @CsvSource({"BPTT, 0", "BPTT, 1", "RATE_BASED, 0"})
    void rotatedCopiesAreFurtherSamplesOfTheSameUpdate(Gradient gradient, int variants) throws IOException {
        try (DataSplits data = digits();
                TorchNetwork teacher = TinyNetworks.teacher(data, 9)) {
            Task task = task(data, teacher, BOTH, gradient, variants);
            Weights wanted = update(task, teacher);

            Kept kept = new Kept();
            Weights found = train(task, kept);
            assertThat(distance(found, wanted))
                    .isLessThan(0.01 * distance(wanted, task.learner().initial()));
            assertThat(kept.history().getFirst().terms()).containsOnlyKeys("cross-entropy", "rotated-soft-targets");

            Weights without =
                    train(task(data, teacher, Objective.of(new CrossEntropy()), gradient, variants), new Kept());
            assertThat(distance(without, wanted))
                    .isGreaterThan(0.1 * distance(wanted, task.learner().initial()));
        }
    }

    @Test
    void aWeightOf0ChangesNothing() throws IOException {
        Objective idle = Objective.of(new CrossEntropy()).with(new RotatedSoftTargets(2), 0);
        try (DataSplits data = digits();
                TorchNetwork teacher = TinyNetworks.teacher(data, 9)) {
            Weights without =
                    train(task(data, teacher, Objective.of(new CrossEntropy()), Gradient.BPTT, 1), new Kept());
            assertThat(train(task(data, teacher, idle, Gradient.BPTT, 1), new Kept()))
                    .isEqualTo(without);
        }
    }

    private static Weights update(Task task, TorchNetwork teacher) throws IOException {
        try (TorchNetwork student = new TorchNetwork(
                        task.learner().network(), task.learner().initial());
                OptimizerState learner = new OptimizerState(student, PLAIN);
                Loader loader = new Loader(task.data().train(), order(), SAMPLES, Loader.Rest.KEEP, new None(), 0, 0);
                Scope _ = Scope.open()) {
            Batch batch = loader.iterator().next();
            int each = batch.images().length;
            float[] all = new float[4 * each];
            System.arraycopy(batch.images(), 0, all, 0, each);
            for (Rotation rotation : Rotation.values()) {
                float[] turned = rotation.of(batch.images(), batch.sample(), SAMPLES);
                System.arraycopy(turned, 0, all, (1 + rotation.ordinal()) * each, each);
            }
            Tensor taught = teacher.run(all, 4 * SAMPLES, new long[4 * SAMPLES], RunMode.evaluation())
                    .logits();
            learner.begin();
            Trace trace = student.run(
                    all,
                    4 * SAMPLES,
                    new long[4 * SAMPLES],
                    RunMode.training(0, Set.of(), task.settings().gradient()));
            Tensor p = taught.narrow(SAMPLES, 3 * SAMPLES).divide(2).logSoftmax(1);
            Tensor q = trace.logits().narrow(SAMPLES, 3 * SAMPLES).divide(2).logSoftmax(1);
            Tensor divergence =
                    p.exp().times(p.minus(q)).sum().divide(3 * SAMPLES).times(4);
            trace.backward(trace.logits()
                    .narrow(0, SAMPLES)
                    .crossEntropy(Tensor.ofLabels(batch.labels(), SAMPLES))
                    .plus(divergence.times(0.5)));
            learner.step(1);
            return student.weights();
        }
    }

    private static int[] order() {
        return Seed.of(5).permutation(SAMPLES);
    }

    private static double distance(Weights one, Weights other) {
        double squares = 0;
        for (String name : one.blocks().keySet()) {
            float[] a = one.get(name).toFloats();
            float[] b = other.get(name).toFloats();
            for (int i = 0; i < a.length; i++) {
                squares += Math.pow((double) a[i] - b[i], 2);
            }
        }
        return Math.sqrt(squares);
    }

    private static Weights train(Task task, Kept kept) throws IOException {
        try (Trainer trainer = new Trainer(task, kept, Progress.silent(), new CancellationToken())) {
            return trainer.train().weights();
        }
    }

    private static DataSplits digits() throws IOException {
        return DataSplits.of(new Strokes(40, 8, 16, 1), Optional.empty(), 0.2f, Seed.of(1));
    }

    private Task task(DataSplits data, TorchNetwork teacher, Objective objective, Gradient gradient, int variants) {
        Network student = TinyNetworks.student(data, 0, new Direct());
        Weights initial = HeInit.of(student, Seed.of(3));
        TrainSettings settings = new TrainSettings(
                1, SAMPLES, 0, PLAIN, new Constant(), new None(), variants, 10, gradient, Precision.FLOAT32);
        Learner learner = new Learner("student", student, initial, settings, objective);
        return new Task(
                "student", new Distilled(learner, new NetworkTeacher(teacher, "untrained"), cache), data, Seed.of(1));
    }
}

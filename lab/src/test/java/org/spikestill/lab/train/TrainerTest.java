package org.spikestill.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.data.Affine;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Strokes;
import org.spikestill.lab.loss.AttentionMatch;
import org.spikestill.lab.loss.CrossEntropy;
import org.spikestill.lab.loss.LayerPair;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.progress.CancellationToken;
import org.spikestill.lab.teacher.NetworkTeacher;
import org.spikestill.lab.torch.Adam;
import org.spikestill.lab.torch.Gradient;
import org.spikestill.lab.torch.Precision;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.model.encode.Poisson;
import org.spikestill.model.settings.Seed;

class TrainerTest {
    private static final TrainSettings SETTINGS = new TrainSettings(
            2,
            16,
            0.2f,
            new Adam(1e-3f, 1e-4f, 0.9f, 0.999f, 1e-8f, true),
            new Cosine(),
            new Affine(),
            0,
            TrainSettings.CACHE_MEGABYTES,
            Gradient.BPTT,
            Precision.FLOAT32);

    /// Everything that a resumed run could get wrong takes part: shuffling, augmentation, Poisson input, dropout, batch
    /// normalisation in the teacher, moments of the optimizer, the decay of a term, the best epoch so far.
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 8, 9, 14})
    void anInterruptedTrainingEndsInTheSameBytes(int batchesBeforeTheStop) throws IOException {
        try (DataSplits data = digits()) {
            Weights unbroken = train(data, new Kept(), Integer.MAX_VALUE);

            Kept kept = new Kept();
            assertThatThrownBy(() -> train(data, kept, batchesBeforeTheStop))
                    .isInstanceOf(CancellationToken.Cancelled.class);
            Weights resumed = train(data, kept, Integer.MAX_VALUE);

            assertThat(resumed).isEqualTo(unbroken);
        }
    }

    @Test
    void theSameTaskGivesTheSameWeightsAndAnotherSeedDoesNot() throws IOException {
        try (DataSplits data = digits()) {
            Weights first = train(data, new Kept(), Integer.MAX_VALUE);
            Weights second = train(data, new Kept(), Integer.MAX_VALUE);

            assertThat(second).isEqualTo(first);
            try (TorchNetwork teacher = TinyNetworks.teacher(data, 9)) {
                Task other = task(data, teacher, Seed.of(2));
                assertThat(run(other, new Kept(), Integer.MAX_VALUE)).isNotEqualTo(first);
            }
        }
    }

    @Test
    void moreSamplesPerUpdateThanThereAreIsRefused() throws IOException {
        try (DataSplits data = digits();
                TorchNetwork teacher = TinyNetworks.teacher(data, 9)) {
            Task task = task(data, teacher, Seed.of(1));
            TrainSettings large = new TrainSettings(
                    1,
                    512,
                    0,
                    SETTINGS.optimizer(),
                    SETTINGS.schedule(),
                    SETTINGS.augmentation(),
                    SETTINGS.augmentedCopies(),
                    SETTINGS.cacheMegabytes(),
                    Gradient.BPTT,
                    Precision.FLOAT32);
            Learner learner = task.learner();
            Learner greedy = new Learner(
                    "student", learner.network(), learner.initial(), large, Objective.of(new CrossEntropy()));
            Task tooLarge = new Task("student", new Supervised(greedy), data, task.seed());

            assertThatThrownBy(() -> run(tooLarge, new Kept(), Integer.MAX_VALUE))
                    .hasMessage("batch is 512: there are only 128 training samples");
        }
    }

    private static DataSplits digits() throws IOException {
        return DataSplits.of(new Strokes(160, 16, 28, 1), Optional.empty(), 0.2f, Seed.of(1));
    }

    private static Weights train(DataSplits data, Kept kept, int stopAfter) throws IOException {
        try (TorchNetwork teacher = TinyNetworks.teacher(data, 9)) {
            return run(task(data, teacher, Seed.of(1)), kept, stopAfter);
        }
    }

    private static Task task(DataSplits data, TorchNetwork teacher, Seed seed) {
        Network student = TinyNetworks.student(data, 0.2f, new Poisson());
        Weights initial = HeInit.of(student, seed);
        Objective objective = new Objective(List.of(
                new Objective.Term(new CrossEntropy(), 1, 1), new Objective.Term(new AttentionMatch(), 0.5f, 0.9f)));
        List<LayerPair> pairs = List.of(new LayerPair("relu1", "spike1"), new LayerPair("relu3", "spike3"));
        Learner learner = new Learner("student", student, initial, SETTINGS, objective, pairs);
        return new Task(
                "student",
                new Distilled(learner, new NetworkTeacher(teacher, "untrained"), Path.of("unused")),
                data,
                seed);
    }

    private static Weights run(Task task, Kept kept, int stopAfter) throws IOException {
        return Trainings.run(task, kept, stopAfter).weights();
    }
}

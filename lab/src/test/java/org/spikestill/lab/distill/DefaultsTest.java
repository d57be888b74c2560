package org.spikestill.lab.distill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.data.Affine;
import org.spikestill.data.ArrayFile;
import org.spikestill.data.Augmentation;
import org.spikestill.data.Cutmix;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Mixup;
import org.spikestill.data.None;
import org.spikestill.data.NumpyWriter;
import org.spikestill.data.Strokes;
import org.spikestill.lab.loss.CrossEntropy;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.loss.SquaredHinge;
import org.spikestill.lab.torch.Sgd;
import org.spikestill.lab.train.TrainSettings;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.Seed;
import org.spikestill.model.settings.Settings;

class DefaultsTest {
    @TempDir
    private Path temporary;

    private static final StageTraining TEACHER = new TeacherSettings().training();
    private static final StageTraining ANN = new AnnSettings().training();
    private static final StageTraining STUDENT = new StudentSettings().training();
    private static final Augmentation SLIGHT = new Affine(6, 1, 0.06f);
    private static final Objective LABELS = Objective.of(new CrossEntropy());

    private static DataSplits samples(int count) throws IOException {
        return DataSplits.of(new Strokes(count, 10, 12, 1), Optional.empty(), 0.1f, Seed.of(1));
    }

    /// 450 samples are 7 batches of 64: 2,000 updates of a teacher are 286 epochs, 6,000 of an ANN 858, 300 through time 43.
    @Test
    void fewSamplesAreMixedAndSeenMoreOften() throws IOException {
        try (DataSplits data = samples(500)) {
            Augmentation mixed = new Cutmix(SLIGHT, 1);
            assertThat(Defaults.ofTeacher(TEACHER, LABELS, data))
                    .isEqualTo(TEACHER.with(286, 64, new Mixup(SLIGHT, 1)));
            assertThat(Defaults.ofAnn(ANN, LABELS, data)).isEqualTo(ANN.with(858, 64, mixed));
            assertThat(Defaults.ofStudent(STUDENT, LABELS, data)).isEqualTo(STUDENT.with(43, 64, mixed));
        }
    }

    /// A part of another vector would be its first values, whatever they mean.
    @Test
    void fewVectorsAreAveraged() throws IOException {
        Path file = temporary.resolve("vectors.npz");
        try (NumpyWriter arrays = new NumpyWriter(file)) {
            arrays.add("x", List.of(200, 5), new float[200 * 5])
                    .add("y", List.of(200), new byte[200])
                    .write();
        }
        try (DataSplits data =
                DataSplits.of(new ArrayFile(file.toString(), 0.2f, 1), Optional.empty(), 0.1f, Seed.of(1))) {
            assertThat(data.train().sample()).isEqualTo(Shape.of(5));
            assertThat(Defaults.ofAnn(ANN, LABELS, data).augmentation()).isEqualTo(new Mixup(SLIGHT, 1));
        }
    }

    /// Five epochs are the shipped ones of many samples, and a choice all the same.
    @Test
    void namedEpochsAreTrainedAndNotMixed() throws IOException {
        try (DataSplits data = samples(500)) {
            StageTraining five = Settings.read(ANN, Settings.fromJson("{\"epochs\": 5}", "test"), "");
            assertThat(Defaults.ofAnn(five, LABELS, data)).isEqualTo(ANN.with(5, 64, SLIGHT));
        }
    }

    @Test
    void aNamedAugmentationIsTrainedForAsLongAsSuitsTheData() throws IOException {
        try (DataSplits data = samples(500)) {
            StageTraining plain = Settings.read(ANN, Settings.fromJson("{\"augmentation\": \"none\"}", "test"), "");
            assertThat(Defaults.ofAnn(plain, LABELS, data)).isEqualTo(ANN.with(858, 64, new None()));
        }
    }

    @Test
    void anotherStepLengthLeavesTheRestToTheData() throws IOException {
        try (DataSplits data = samples(500)) {
            StageTraining slow = Settings.read(STUDENT, Settings.fromJson("{\"optimizer\": \"sgd\"}", "test"), "");
            assertThat(slow.optimizer()).isInstanceOf(Sgd.class);
            assertThat(Defaults.ofStudent(slow, LABELS, data)).isEqualTo(slow.with(43, 64, new Cutmix(SLIGHT, 1)));
        }
    }

    /// 36 samples are four batches of 9.
    @Test
    void batchesOfFewerSamplesThanOneHoldAQuarter() throws IOException {
        try (DataSplits data = samples(40)) {
            assertThat(Defaults.ofStudent(STUDENT, LABELS, data)).isEqualTo(STUDENT.with(75, 9, new Cutmix(SLIGHT, 1)));
        }
    }

    /// `none` is an augmentation, so that nothing has a word of its own.
    @Test
    void autoLeavesAnAugmentationToTheData() {
        DistillSettings plain = Settings.with(new DistillSettings(), Map.of("ann-training-augmentation", "none"));
        assertThat(plain.ann().training().augmentation()).contains(new None());
        assertThat(Settings.with(plain, Map.of("ann-training-augmentation", "auto")))
                .isEqualTo(new DistillSettings());
    }

    @Test
    void lossesOfOneLabelSeeSamplesAsTheyAre() throws IOException {
        try (DataSplits data = samples(500)) {
            TrainSettings hinged = Defaults.ofAnn(ANN, Objective.of(new SquaredHinge()), data);
            assertThat(hinged).isEqualTo(ANN.with(858, 64, SLIGHT));
        }
    }

    @Test
    void manySamplesAreSeenInAFewEpochs() throws IOException {
        try (DataSplits data = DataSplits.of(new Strokes(22_300, 10, 12, 1), Optional.empty(), 0.1f, Seed.of(1))) {
            assertThat(data.train().size()).isEqualTo(20_070);
            assertThat(Defaults.ofTeacher(TEACHER, LABELS, data)).isEqualTo(TEACHER.with(3, 64, SLIGHT));
            assertThat(Defaults.ofAnn(ANN, LABELS, data)).isEqualTo(ANN.with(5, 64, SLIGHT));
            assertThat(Defaults.ofStudent(STUDENT, LABELS, data)).isEqualTo(STUDENT.with(4, 64, SLIGHT));
        }
    }
}

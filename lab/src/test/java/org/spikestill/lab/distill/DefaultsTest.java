package org.spikestill.lab.distill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.data.ArrayFile;
import org.spikestill.data.Augmentation;
import org.spikestill.data.Cutmix;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Mixup;
import org.spikestill.data.NumpyWriter;
import org.spikestill.data.Strokes;
import org.spikestill.lab.loss.CrossEntropy;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.loss.SquaredHinge;
import org.spikestill.lab.train.TrainSettings;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.Seed;

class DefaultsTest {
    @TempDir
    private Path temporary;

    private static final TrainSettings ANN = new AnnSettings().training();
    private static final TrainSettings STUDENT = new StudentSettings().training();
    private static final Objective LABELS = Objective.of(new CrossEntropy());

    private static DataSplits samples(int count) throws IOException {
        return DataSplits.of(new Strokes(count, 10, 12, 1), Optional.empty(), 0.1f, Seed.of(1));
    }

    /// 450 samples are 7 batches of 64: 2,000 updates of a teacher are 286 epochs, 6,000 of an ANN 858, 300 through time 43.
    @Test
    void fewSamplesAreMixedAndSeenMoreOften() throws IOException {
        try (DataSplits data = samples(500)) {
            Augmentation mixed = new Cutmix(ANN.augmentation(), 1);
            TrainSettings teacher = Defaults.ofTeacher(ANN, ANN, LABELS, data);
            assertThat(teacher).isEqualTo(ANN.withEpochs(286).withAugmentation(new Mixup(ANN.augmentation(), 1)));
            TrainSettings ann = Defaults.ofAnn(ANN, ANN, LABELS, data);
            assertThat(ann).isEqualTo(ANN.withEpochs(858).withAugmentation(mixed));
            TrainSettings student = Defaults.ofStudent(STUDENT, STUDENT, LABELS, data);
            assertThat(student).isEqualTo(STUDENT.withEpochs(43).withAugmentation(mixed));
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
            assertThat(Defaults.ofAnn(ANN, ANN, LABELS, data).augmentation())
                    .isEqualTo(new Mixup(ANN.augmentation(), 1));
        }
    }

    @Test
    void settingsOfAPersonsOwnStayAsTheyAre() throws IOException {
        try (DataSplits data = samples(500)) {
            TrainSettings own = ANN.withEpochs(ANN.epochs() + 1);
            assertThat(Defaults.ofAnn(own, ANN, LABELS, data)).isEqualTo(own);
            assertThat(Defaults.ofStudent(own, STUDENT, LABELS, data)).isEqualTo(own);
        }
    }

    @Test
    void lossesOfOneLabelSeeSamplesAsTheyAre() throws IOException {
        try (DataSplits data = samples(500)) {
            TrainSettings hinged = Defaults.ofAnn(ANN, ANN, Objective.of(new SquaredHinge()), data);
            assertThat(hinged).isEqualTo(ANN.withEpochs(858));
        }
    }

    @Test
    void manySamplesAreSeenAsShipped() throws IOException {
        try (DataSplits data = DataSplits.of(new Strokes(22_300, 10, 12, 1), Optional.empty(), 0.1f, Seed.of(1))) {
            assertThat(data.train().size()).isEqualTo(20_070);
            assertThat(Defaults.ofAnn(ANN, ANN, LABELS, data)).isEqualTo(ANN);
        }
    }
}

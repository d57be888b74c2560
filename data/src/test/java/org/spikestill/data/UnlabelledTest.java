package org.spikestill.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.data.ImageFolder.FolderLabels;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Seed;

class UnlabelledTest {
    private static final Strokes STROKES = new Strokes(40, 10, 16, 1);

    @TempDir
    private Path folder;

    private static float[] sample(Dataset data, int index) throws IOException {
        float[] sample = new float[data.sample().elements()];
        data.read(index, sample);
        return sample;
    }

    @Test
    void samplesStayAndLabelsGo() throws IOException {
        DataSource.Opened known = STROKES.open(Optional.empty());
        DataSource.Opened unlabelled = DataSource.catalog()
                .parse("unlabelled:data=strokes(train=40,test=10,size=16)")
                .open(Optional.empty());

        assertThat(unlabelled.train().labels()).isEqualTo(Labels.none(0)).hasToString("none");
        assertThat(unlabelled.classNames()).isEmpty();
        assertThat(unlabelled.train().size()).isEqualTo(40);
        assertThat(sample(unlabelled.train(), 7)).isEqualTo(sample(known.train(), 7));
        assertThat(IntStream.range(0, 40).map(i -> label(unlabelled.train(), i)))
                .containsOnly(0);
        assertThat(unlabelled.train().digest()).isNotEqualTo(known.train().digest());
    }

    private static int label(Dataset data, int index) {
        try {
            return data.label(index);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void predictionsStandInAndArePartOfTheDigest() throws IOException {
        Dataset train = new Unlabelled(STROKES).open(Optional.empty()).train();
        int[] predicted = IntStream.range(0, 40).map(i -> i % 3).toArray();
        Dataset standIn = ReLabelled.predicted(train, predicted, 3);
        predicted[5] = 0;
        Dataset other = ReLabelled.predicted(train, predicted, 3);

        assertThat(standIn.labels()).isEqualTo(Labels.none(3));
        assertThat(standIn.classes()).isEqualTo(3);
        assertThat(standIn.label(5)).isEqualTo(2);
        assertThat(other.digest()).isNotEqualTo(standIn.digest());
        assertThatThrownBy(() -> ReLabelled.predicted(train, predicted, 2)).hasMessageContaining("predicted class");
    }

    @Test
    void labelledAndUnlabelledSamplesAreReadSideBySide() throws IOException {
        try (DataSplits data = DataSplits.of(
                new PartlyLabelled(STROKES, new Unlabelled(new Strokes(100, 10, 16, 2))),
                Optional.empty(),
                0.25f,
                Seed.of(1))) {
            assertThat(data.train().labels()).isEqualTo(Labels.someClasses(10));
            assertThat(data.train().size()).as("30 labelled and 100 not").isEqualTo(130);
            assertThat(IntStream.range(0, 130).filter(i -> label(data.train(), i) == Labels.UNLABELLED))
                    .hasSize(100);
            assertThat(IntStream.range(0, 10).map(i -> label(data.validation(), i)))
                    .as("validation samples are labelled, one of each class")
                    .containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
            assertThat(data.test().size()).isEqualTo(10);
        }
    }

    @Test
    void sourcesThatDoNotFitAreRefused() {
        assertThatThrownBy(() -> new PartlyLabelled(new Waves(), STROKES).open(Optional.empty()))
                .isInstanceOf(InvalidSettings.class)
                .hasMessage("labelled is waves, whose labels are 1 value: name data with classes");
        assertThatThrownBy(() -> new PartlyLabelled(STROKES, new Strokes()).open(Optional.empty()))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("unlabelled samples are [1, 28, 28], labelled ones [1, 16, 16]");
    }

    @Test
    void picturesNeedNoClassFolders() throws IOException {
        for (int i = 0; i < 40; i++) {
            Path place = i % 2 == 0
                    ? folder.resolve("photos")
                    : folder.resolve("photos").resolve("more");
            Pictures.write(place.resolve("%02d.png".formatted(i)), "png", true, 5, 4, i);
        }
        DataSource.Opened opened = new ImageFolder("photos", 1, 0.25f, 1, FolderLabels.NONE, Optional.empty(), Fit.CROP)
                .open(Optional.of(folder));

        assertThat(opened.train().size() + opened.test().size()).isEqualTo(40);
        assertThat(opened.test().size()).isBetween(3, 20);
        assertThat(opened.train().labels()).isEqualTo(Labels.none(0));
    }
}

package org.spikestill.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.spikestill.data.DataSource.Opened;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.Seed;

class WavesTest {
    private static float[] point(Dataset data, int index) throws IOException {
        float[] point = new float[1];
        assertThat(data.read(index, point)).isZero();
        float[] value = new float[1];
        data.values(index, value);
        return new float[] {point[0], value[0]};
    }

    @Test
    void samplesArePointsOfTheUnitIntervalAndLabelsTheirValues() throws IOException {
        Waves waves = new Waves(50, 40, 3, 1.5f, 1, 0.25f, 7);
        Opened opened = waves.open(Optional.empty());
        assertThat(opened.classNames()).isEmpty();
        assertThat(opened.train().sample()).isEqualTo(Shape.of(1));
        assertThat(opened.train().labels()).isEqualTo(Labels.values(1)).hasToString("1 value");
        assertThat(opened.train().classes()).isZero();
        for (int i = 0; i < 50; i++) {
            float[] point = point(opened.train(), i);
            assertThat(point[0]).isEqualTo(i / 50f);
            assertThat((double) point[1]).isEqualTo(waves.value(point[0]), within(1e-6));
        }
        for (int i = 0; i < 40; i++) {
            assertThat(point(opened.test(), i)[0]).isBetween(0f, 1f);
        }
    }

    /// The mean of y(x)·sin(2πkx) and y(x)·cos(2πkx) over whole periods: amplitude / 2 at each frequency of the sum, in some
    /// phase, and 0 at any other.
    @Test
    void eachFrequencyHasItsAmplitude() throws IOException {
        Dataset train =
                new Waves(1000, 1, 3, 2, 1, 0.5f, 3).open(Optional.empty()).train();
        double[] amplitudes = {0, 1, 0, 0.75, 0, 0.5, 0};
        for (int k = 1; k <= amplitudes.length; k++) {
            double sine = 0;
            double cosine = 0;
            for (int i = 0; i < 1000; i++) {
                float[] point = point(train, i);
                sine += point[1] * Math.sin(2 * Math.PI * k * i / 1000) / 500;
                cosine += point[1] * Math.cos(2 * Math.PI * k * i / 1000) / 500;
            }
            assertThat(Math.hypot(sine, cosine)).as("frequency %d", k).isEqualTo(amplitudes[k - 1], within(1e-5));
        }
    }

    @Test
    void theDigestCoversPointsAndValues() throws IOException {
        Dataset train = new Waves(20, 20, 2, 1, 1, 1, 1).open(Optional.empty()).train();
        assertThat(new Waves(20, 5, 2, 1, 1, 1, 1)
                        .open(Optional.empty())
                        .train()
                        .digest())
                .isEqualTo(train.digest());
        for (Waves other : new Waves[] {
            new Waves(20, 20, 2, 1, 1, 0.5f, 1), // other values at the same points
            new Waves(20, 20, 2, 1, 1, 1, 2),
            new Waves(21, 20, 2, 1, 1, 1, 1)
        }) {
            assertThat(other.open(Optional.empty()).train().digest()).isNotEqualTo(train.digest());
        }
    }

    @Test
    void viewsSplitsAndBatchesCarryTheValues() throws IOException {
        Dataset train = new Waves(30, 1, 2, 1, 1, 1, 1).open(Optional.empty()).train();
        Split split = Split.count(train, 10, Seed.of(4));
        assertThat(split.heldOut().size()).isEqualTo(10);
        assertThat(split.kept().labels()).isEqualTo(Labels.values(1));
        int seen = 0;
        try (Loader loader = Loader.inOrder(split.kept(), 8)) {
            for (Batch batch : loader) {
                assertThat(batch.values()).hasSize(batch.size());
                for (int i = 0; i < batch.size(); i++) {
                    float[] point = point(split.kept(), batch.indices()[i]);
                    assertThat(batch.images()[i]).isEqualTo(point[0]);
                    assertThat(batch.values()[i]).isEqualTo(point[1]);
                    seen++;
                }
            }
        }
        assertThat(seen).isEqualTo(20);
    }

    @Test
    void setsOfClassesHaveNoValues() {
        assertThatThrownBy(() -> Fixtures.numbered(4, 2).values(0, new float[1]))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the labels are 2 classes: there are no values to read");
    }
}

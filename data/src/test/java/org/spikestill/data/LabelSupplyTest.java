package org.spikestill.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Seed;

class LabelSupplyTest {
    private static final Strokes STROKES = new Strokes(600, 20, 12, 1);

    @Test
    void fewLabelsAreBalancedAndTheValidationSplitIsAmongThem() throws IOException {
        try (DataSplits few = splits(new LabelSupply(100, 0), 0.2f, 3)) {
            assertThat(few.train().size()).isEqualTo(80);
            assertThat(few.validation().size()).isEqualTo(20);
            assertThat(few.test().size()).isEqualTo(20);
            assertThat(counts(few.train())).containsOnly(8);
            assertThat(counts(few.validation())).containsOnly(2);
        }
    }

    @Test
    void theSeedDecidesWhichSamplesAreLabelled() throws IOException {
        LabelSupply few = new LabelSupply(100, 0.1f);
        try (DataSplits first = splits(few, 0.2f, 1);
                DataSplits again = splits(few, 0.2f, 1);
                DataSplits other = splits(few, 0.2f, 2)) {
            assertThat(again.train().digest()).isEqualTo(first.train().digest());
            assertThat(again.validation().digest()).isEqualTo(first.validation().digest());
            assertThat(other.train().digest()).isNotEqualTo(first.train().digest());
        }
    }

    @Test
    void allLabelsAreTheSplitsAsTheyWere() throws IOException {
        try (DataSplits all = splits(LabelSupply.ALL, 0.1f, 1);
                DataSplits usual = DataSplits.of(STROKES, Optional.empty(), 0.1f, Seed.of(1))) {
            assertThat(all.train().digest()).isEqualTo(usual.train().digest());
            assertThat(all.validation().digest()).isEqualTo(usual.validation().digest());
        }
    }

    @Test
    void noiseReplacesAnExactShareAndOnlyWhatIsLearntFrom() throws IOException {
        try (DataSplits clean = splits(LabelSupply.ALL, 0.1f, 1);
                DataSplits noisy = splits(new LabelSupply(0, 0.3f), 0.1f, 1)) {
            int wrong = 0;
            for (int i = 0; i < clean.train().size(); i++) {
                wrong += clean.train().label(i) == noisy.train().label(i) ? 0 : 1;
                assertThat(noisy.train().label(i)).isBetween(0, 9);
            }
            assertThat(wrong).isEqualTo((int) Math.round(0.3 * clean.train().size()));
            assertThat(noisy.train().digest()).isNotEqualTo(clean.train().digest());
            assertThat(noisy.validation().digest()).isEqualTo(clean.validation().digest());
        }
    }

    @Test
    void wrongLabelsSpreadOverAllOtherClasses() throws IOException {
        Dataset train = STROKES.open(Optional.empty()).train();
        Dataset noisy = NoisyLabels.of(train, 0.9f, Seed.of(5));
        int[] steps = new int[10];
        for (int i = 0; i < train.size(); i++) {
            steps[Math.floorMod(noisy.label(i) - train.label(i), 10)]++;
        }
        assertThat(steps[0]).isEqualTo(60);
        // 540 wrong labels over 9 steps: 60 each, with a deviation of 7.3
        assertThat(Arrays.stream(steps, 1, 10).boxed())
                .allSatisfy(count -> assertThat(count).isBetween(30, 90));
    }

    @Test
    void moreLabelsThanSamplesAreRefused() {
        assertThatThrownBy(() -> splits(new LabelSupply(601, 0), 0.1f, 1))
                .isInstanceOf(InvalidSettings.class)
                .hasMessage("trainLimit is 601: there are only 600 training samples");
        assertThatThrownBy(() -> splits(new LabelSupply(19, 0), 0.1f, 1))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("there are 10 classes: two samples of each");
    }

    private static int[] counts(Dataset data) throws IOException {
        int[] counts = new int[data.classes()];
        for (int i : IntStream.range(0, data.size()).toArray()) {
            counts[data.label(i)]++;
        }
        return counts;
    }

    private static DataSplits splits(LabelSupply labels, float share, long seed) throws IOException {
        return DataSplits.of(STROKES, Optional.empty(), labels, share, Seed.of(seed));
    }
}

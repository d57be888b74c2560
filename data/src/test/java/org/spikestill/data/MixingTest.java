package org.spikestill.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.Seed;

class MixingTest {
    private static final Shape SHAPE = Shape.of(2, 6, 10);

    private static float[] filled(float value) {
        float[] sample = new float[SHAPE.elements()];
        Arrays.fill(sample, value);
        return sample;
    }

    @Test
    void mixupIsTheMeanWeightedByTheShare() {
        float[] out = new float[SHAPE.elements()];
        for (long key = 0; key < 200; key++) {
            float share = new Mixup(new None(), 0.4f).mix(filled(1), filled(0), SHAPE, key, out);
            assertThat(share).isBetween(0.5f, 1f);
            assertThat(out).containsOnly(share);
        }
    }

    @Test
    void cutmixReplacesARectangleWhoseAreaIsTheRest() {
        float[] out = new float[SHAPE.elements()];
        Set<Integer> areas = new HashSet<>();
        for (long key = 0; key < 200; key++) {
            float share = new Cutmix().mix(filled(0), filled(1), SHAPE, key, out);
            int replaced = 0;
            int top = SHAPE.height();
            int bottom = -1;
            int left = SHAPE.width();
            int right = -1;
            for (int row = 0; row < SHAPE.height(); row++) {
                for (int column = 0; column < SHAPE.width(); column++) {
                    float first = out[row * SHAPE.width() + column];
                    assertThat(out[60 + row * SHAPE.width() + column])
                            .as("channels alike")
                            .isEqualTo(first);
                    if (first == 1) {
                        replaced++;
                        top = Math.min(top, row);
                        bottom = Math.max(bottom, row);
                        left = Math.min(left, column);
                        right = Math.max(right, column);
                    }
                }
            }
            if (replaced > 0) {
                assertThat(replaced).isEqualTo((bottom - top + 1) * (right - left + 1));
            }
            assertThat(share).isEqualTo(1 - replaced / 60f).isGreaterThanOrEqualTo(0.5f);
            areas.add(replaced);
        }
        assertThat(areas).hasSizeGreaterThan(8);
    }

    /// max(λ, 1 − λ) of Beta(1, 1) is uniform in [0.5, 1]: mean 3/4. Of Beta(1/2, 1/2), the arcsine law, it is 1/2 + 1/π.
    @ParameterizedTest
    @ValueSource(floats = {1, 0.5f})
    void sharesFollowTheBetaDistribution(float alpha) {
        double sum = 0;
        for (long key = 1; key <= 20_000; key++) {
            sum += Mixing.dominantShare(alpha, Seed.mix(7, key));
        }
        assertThat(sum / 20_000).isCloseTo(alpha == 1 ? 0.75 : 0.5 + 1 / Math.PI, within(0.004));
    }

    @Test
    void aBatchOfMixturesHasBothLabelsAndTheSameForTheSameKey() {
        Dataset data = Fixtures.numbered(40, 10);
        Set<Integer> partners = new HashSet<>();
        try (Loader once = pass(data, 8);
                Loader again = pass(data, 5)) {
            var other = again.iterator();
            float[][] images = new float[40][];
            for (int at = 0; other.hasNext(); ) {
                Batch batch = other.next();
                for (int i = 0; i < batch.size(); i++, at++) {
                    images[at] = new float[] {batch.images()[2 * i], batch.images()[2 * i + 1]};
                }
            }
            int at = 0;
            for (Batch batch : once) {
                Mixture mixture = batch.mixture().orElseThrow();
                for (int i = 0; i < batch.size(); i++, at++) {
                    float value = 255 * batch.images()[2 * i];
                    assertThat(value).as("whatever the batch").isEqualTo(255 * images[at][0]);
                    float share = mixture.shares()[i];
                    float second = share == 1 ? at : (value - share * at) / (1 - share);
                    assertThat(batch.labels()[i]).isEqualTo(at % 10);
                    if (share < 0.98f) {
                        assertThat(Math.round(second) % 10).isEqualTo(mixture.labels()[i]);
                        partners.add(Math.round(second));
                    }
                }
            }
        }
        assertThat(partners).as("drawn from the whole data set").hasSizeGreaterThan(15);
    }

    private static Loader pass(Dataset data, int batch) {
        int[] order = IntStream.range(0, data.size()).toArray();
        return new Loader(data, order, batch, Loader.Rest.KEEP, new Mixup(), 11, 0);
    }

    @Test
    void aMixtureOfMixturesIsRefused() {
        assertThatThrownBy(() -> new Cutmix(new Mixup(), 1))
                .hasMessage(
                        "of is mixup, which mixes samples too: name an augmentation of one sample, such as pad-crop-flip");
        assertThatThrownBy(() -> Augmentation.catalog().parse("mixup:alpha=2")).hasMessageContaining("alpha is 2");
    }
}

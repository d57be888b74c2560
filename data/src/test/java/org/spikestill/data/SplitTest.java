package org.spikestill.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.model.settings.Seed;

class SplitTest {
    /// Numbers of the samples in a view of [Fixtures#numbered].
    private static List<Integer> numbers(Dataset view) throws IOException {
        int[] numbers = new int[view.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = Math.round(255 * Fixtures.read(view, i)[0]);
        }
        return IntStream.of(numbers).boxed().toList();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 50, 101, 199, 200})
    void everySampleIsOnOneSideAndEveryClassGivesItsShare(int count) throws IOException {
        Dataset data = Fixtures.numbered(200, 7);
        Split split = Split.count(data, count, Seed.of(count));
        List<Integer> kept = numbers(split.kept());
        List<Integer> held = numbers(split.heldOut());
        assertThat(held).hasSize(count).isSorted();
        assertThat(kept).isSorted();
        assertThat(IntStream.concat(
                        kept.stream().mapToInt(i -> i), held.stream().mapToInt(i -> i)))
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.range(0, 200).boxed().toList());
        for (int label = 0; label < 7; label++) {
            int wanted = label;
            long ofClass = held.stream().filter(i -> i % 7 == wanted).count();
            double share = count / 200.0 * (label < 200 % 7 ? 29 : 28);
            assertThat((double) ofClass).as("class %d", label).isBetween(share - 1, share + 1);
        }
    }

    @Test
    void theSeedDecidesWhichSamples() throws IOException {
        Dataset data = Fixtures.numbered(200, 10);
        List<Integer> held = numbers(Split.share(data, 0.25f, Seed.of(1)).heldOut());
        assertThat(held).hasSize(50);
        assertThat(numbers(Split.share(data, 0.25f, Seed.of(1)).heldOut())).isEqualTo(held);
        assertThat(numbers(Split.share(data, 0.25f, Seed.of(2)).heldOut())).isNotEqualTo(held);
    }

    @Test
    void refusesWhatCannotBeHeldOut() {
        Dataset data = Fixtures.numbered(20, 10);
        assertThatThrownBy(() -> Split.count(data, 21, Seed.of(1)))
                .hasMessage("samples held out is 21: it must be a whole number from 0 to 20");
        assertThatThrownBy(() -> Split.share(data, Float.NaN, Seed.of(1)))
                .hasMessage("share held out is NaN: it must lie in [0.0, 1.0]");
    }

    @Test
    void aSubsetReadsWhatItChoseAndItsDigestSaysSo() throws IOException {
        Dataset data = Fixtures.numbered(20, 3);
        Dataset subset = Subset.of(data, 5, 2, 5);
        assertThat(numbers(subset)).containsExactly(5, 2, 5);
        assertThat(subset.label(1)).isEqualTo(2);
        assertThat(subset.classes()).isEqualTo(3);
        assertThat(subset.digest())
                .isEqualTo(Subset.of(Fixtures.numbered(20, 3), 5, 2, 5).digest())
                .isNotEqualTo(Subset.of(data, 5, 5, 2).digest())
                .isNotEqualTo(Subset.of(Fixtures.numbered(21, 3), 5, 2, 5).digest());
        assertThatThrownBy(() -> Subset.of(data, 3, 20)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void aLimitKeepsTheFirstSamples() throws IOException {
        Dataset data = Fixtures.numbered(20, 10);
        assertThat(numbers(data.limit(3))).containsExactly(0, 1, 2);
        assertThat(data.limit(20)).isSameAs(data);
        assertThat(data.limit(0).size()).isZero();
        assertThatThrownBy(() -> data.limit(-1))
                .hasMessageStartingWith("limit is -1: it must be a whole number from 0");
    }

    @Test
    void theTestSetStaysAsPublished() throws IOException {
        var source = new Strokes(200, 30, 12, 5);
        try (DataSplits splits = DataSplits.of(source, Optional.empty(), 0.1f, Seed.of(1))) {
            assertThat(splits.name()).isEqualTo("strokes:train=200,test=30,size=12,seed=5");
            assertThat(splits.train().size()).isEqualTo(180);
            assertThat(splits.validation().size()).isEqualTo(20);
            assertThat(splits.test().digest())
                    .isEqualTo(source.open(Optional.empty()).test().digest());
            assertThat(splits.classNames()).hasSize(10);
            DataSplits limited = splits.limit(50, 10);
            assertThat(List.of(
                            limited.train().size(),
                            limited.validation().size(),
                            limited.test().size()))
                    .containsExactly(50, 10, 10);
        }
    }
}

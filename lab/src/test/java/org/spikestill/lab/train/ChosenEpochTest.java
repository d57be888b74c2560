package org.spikestill.lab.train;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Strokes;
import org.spikestill.model.settings.Seed;

/// Few held-out samples tell no epochs apart: then the last one is kept.
class ChosenEpochTest {
    private static final Validation BEST = new Validation(0.84, 0.5);

    private static final Validation LATER = new Validation(0.80, 0.6);

    @Test
    void theLastEpochIsKeptWhereFewSamplesAreHeldOut() throws IOException {
        try (DataSplits few = holding(Score.FEWEST_TO_CHOOSE_BY / 2)) {
            assertThat(Score.choosesLast(few)).isTrue();
            assertThat(Score.of(few).better(LATER, BEST)).isTrue();
        }
    }

    @Test
    void theBestEpochIsKeptWhereEnoughAreHeldOut() throws IOException {
        try (DataSplits enough = holding(Score.FEWEST_TO_CHOOSE_BY)) {
            assertThat(Score.choosesLast(enough)).isFalse();
            assertThat(Score.of(enough).better(LATER, BEST)).isFalse();
            assertThat(Score.of(enough).better(BEST, LATER)).isTrue();
        }
    }

    /// Of ten times as many samples, a tenth is held out.
    private static DataSplits holding(int samples) throws IOException {
        return DataSplits.of(new Strokes(10 * samples, 10, 12, 1), Optional.empty(), 0.1f, Seed.of(1));
    }
}

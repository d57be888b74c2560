package org.spikestill.lab.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {
    @ParameterizedTest
    @CsvSource({"0, 1", "0.3, 1", "0.599, 1", "0.6, 0.1", "0.799, 0.1", "0.8, 0.01", "0.9, 0.001", "0.999, 0.001"})
    void stepsFallToATenthAtTheirMoments(double progress, double factor) {
        assertThat(new Steps().factor(progress)).isCloseTo(factor, within(1e-7 * factor)); // 0.1 as a float
    }

    @Test
    void stepsMayComeInAnyOrderAndTwice() {
        Steps steps = new Steps(List.of(0.5f, 0.25f, 0.5f), 0.5f);
        assertThat(steps.factor(0)).isEqualTo(1);
        assertThat(steps.factor(0.25)).isEqualTo(0.5);
        assertThat(steps.factor(0.5)).isEqualTo(0.125);
    }

    /// (1 + cos(π·p)) / 2 is 1, (2 + √2)/4, 0.5, (2 − √2)/4 at the quarters.
    @ParameterizedTest
    @CsvSource({"0, 1", "0.25, 0.8535533905932737", "0.5, 0.5", "0.75, 0.14644660940672627"})
    void cosineFallsAlongHalfAWave(double progress, double factor) {
        assertThat(new Cosine().factor(progress)).isCloseTo(factor, within(1e-15));
        assertThat(new Cosine(0.5f, 0).factor(progress)).isCloseTo(0.5 + factor / 2, within(1e-15));
    }

    @Test
    void anExponentialFallsByEqualFactors() {
        Exponential schedule = new Exponential(0.01f);
        assertThat(schedule.factor(0)).isEqualTo(1);
        assertThat(schedule.factor(0.5)).isCloseTo(0.1, within(1e-7));
        assertThat(schedule.factor(0.75) / schedule.factor(0.5))
                .isCloseTo(schedule.factor(0.5) / schedule.factor(0.25), within(1e-12));
    }

    @Test
    void cosineEndsAtItsFloor() {
        assertThat(new Cosine(0.25f, 0.125f).factor(Math.nextDown(1.0))).isCloseTo(0.25, within(1e-15));
    }

    @Test
    void cosineRisesInAStraightLineFirst() {
        Cosine cosine = new Cosine(0, 0.5f);
        assertThat(cosine.factor(0)).isZero();
        assertThat(cosine.factor(0.125)).isEqualTo(0.25);
        assertThat(cosine.factor(0.5)).isEqualTo(1);
        assertThat(cosine.factor(0.75)).isCloseTo(0.5, within(1e-15));
    }

    @Test
    void constantStays() {
        assertThat(new Constant().factor(0)).isEqualTo(1);
        assertThat(new Constant().factor(0.999)).isEqualTo(1);
    }
}

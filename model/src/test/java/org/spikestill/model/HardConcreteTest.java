package org.spikestill.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.model.settings.Seed;

class HardConcreteTest {
    /// sigmoid(2/3 · ln 11) = 11^(2/3) / (1 + 11^(2/3)) = 0.8318.
    @Test
    void aGateOfLogAlpha0IsOpenWithProbability0Point8318() {
        assertThat(HardConcrete.probability(0)).isEqualTo(0.8318, within(5e-5));
        assertThat(HardConcrete.probability(0)).isEqualTo(Math.cbrt(121) / (1 + Math.cbrt(121)), within(1e-12));
    }

    /// Five deviations of 10⁵ draws.
    @ParameterizedTest
    @ValueSource(doubles = {-2, 0, 1.5})
    void drawsAreOpenAsOftenAsTheProbabilityPromises(double logAlpha) {
        int draws = 100_000;
        int open = 0;
        long seed = Seed.of(3).value();
        for (int i = 0; i < draws; i++) {
            open += HardConcrete.sample(logAlpha, Seed.uniform(seed, i)) != 0 ? 1 : 0;
        }
        double p = HardConcrete.probability(logAlpha);
        assertThat((double) open / draws).isEqualTo(p, within(5 * Math.sqrt(p * (1 - p) / draws)));
    }

    /// sigmoid(0)·1.2 − 0.1 = 0.5; it reaches 0 at sigmoid = 1/12 and 1 at 11/12.
    @Test
    void afterTrainingAGateIsClippedAtBothEnds() {
        assertThat(HardConcrete.value(0)).isEqualTo(0.5, within(1e-15));
        assertThat(HardConcrete.value(-Math.log(11) - 1e-9)).isZero();
        assertThat(HardConcrete.value(-Math.log(11) + 1e-6)).isPositive();
        assertThat(HardConcrete.value(Math.log(11) + 1e-9)).isEqualTo(1);
    }

    @Test
    void gatesAreAsManyAsTheyStandFor() {
        Shape convolution = Shape.of(8, 6, 3, 3);
        assertThat(new Gates.Synapse().count(convolution)).isEqualTo(432);
        assertThat(new Gates.Input().count(convolution)).isEqualTo(6);
        assertThat(new Gates.TimeTap(3).count(convolution)).isEqualTo(3);
        assertThatThrownBy(() -> new Gates.TimeTap(4).count(convolution))
                .isInstanceOf(InvalidNetwork.class)
                .hasMessage("6 inputs cannot be divided into 4 time taps: name as many taps as frames");
    }
}

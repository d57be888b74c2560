package org.spikestill.lab.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SeedIntervalTest {
    @Test
    void theIntervalIsStudents() {
        // R: t.test(c(1.18, -0.17, 0.48)) gives 0.4966667, 95 % -1.180481 to 2.173814
        SeedInterval interval = SeedInterval.of(List.of(1.18, -0.17, 0.48));
        assertThat(interval.mean()).isCloseTo(0.4966667, within(1e-6));
        assertThat(interval.low()).isCloseTo(-1.1805, within(2e-3));
        assertThat(interval.high()).isCloseTo(2.1738, within(2e-3));
        assertThat(interval.isShown()).isFalse();
        assertThat(interval.text(2)).isEqualTo("+0.50 (-1.18 to +2.17)");
    }

    @Test
    void oneSeedShowsNothing() {
        SeedInterval interval = SeedInterval.of(List.of(9.0));
        assertThat(interval.isShown()).isFalse();
        assertThat(interval.text(1)).isEqualTo("+9.0");
    }

    @Test
    void aSteadyDifferenceIsShown() {
        assertThat(SeedInterval.of(List.of(6.1, 6.3, 5.9, 6.0, 6.2)).isShown()).isTrue();
    }
}

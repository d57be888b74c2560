package org.spikestill.lab.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpreadTest {
    /// Mean 4, squares 4 + 0 + 4, divided by n − 1 = 2.
    @Test
    void deviationIsThatOfASample() {
        assertThat(Spread.of(List.of(2.0, 4.0, 6.0)).orElseThrow().text(2)).isEqualTo("4.00 ± 2.00");
    }

    @Test
    void oneValueHasNone() {
        assertThat(Spread.of(List.of(83.654)).orElseThrow().text(2)).isEqualTo("83.65");
        assertThat(Spread.of(List.of())).isEmpty();
    }
}

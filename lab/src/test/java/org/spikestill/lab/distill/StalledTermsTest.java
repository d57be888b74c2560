package org.spikestill.lab.distill;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.spikestill.report.result.Epoch;
import org.spikestill.report.result.Metric;

class StalledTermsTest {
    private static Epoch epoch(String network, int number, double labels, double maps) {
        return new Epoch(
                network,
                number,
                1,
                Map.of("cross-entropy", labels, "attention-match", maps),
                new Metric("accuracy", Metric.Unit.SHARE),
                0.5,
                0.5,
                1,
                Map.of(),
                0.1,
                1,
                0,
                Optional.empty());
    }

    @Test
    void aTermThatEndsWhereItBeganIsNamed() {
        assertThat(StalledTerms.of(List.of(
                        epoch("ann", 1, 1, 1),
                        epoch("ann", 2, 1, 1),
                        epoch("student", 1, 2, 1.486),
                        epoch("student", 2, 3, 9),
                        epoch("student", 3, 1, 1.496))))
                .containsExactly(
                        "student: the term attention-match did not fall, 1.486 in the first epoch and 1.496 in the"
                                + " last: lower its weight, end it early (epochs), or leave it out");
    }

    /// Values of a trained network on mixed labels.
    @Test
    void crossEntropyIsExempt() {
        assertThat(StalledTerms.of(List.of(
                        epoch("student", 1, 0.92, 2), epoch("student", 2, 0.92, 1.9), epoch("student", 3, 0.92, 1.8))))
                .isEmpty();
    }
}

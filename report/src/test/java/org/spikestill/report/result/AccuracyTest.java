package org.spikestill.report.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AccuracyTest {
    /// Newcombe, "Two-sided confidence intervals for the single proportion", Statistics in Medicine 1998, table I,
    /// method 3.
    @ParameterizedTest
    @CsvSource({"81, 263, 0.2553, 0.3662", "15, 148, 0.0624, 0.1605", "0, 20, 0, 0.1611", "1, 29, 0.0061, 0.1718"})
    void intervalIsTheOnePublished(long correct, long samples, double low, double high) {
        Accuracy.Interval interval = new Accuracy(correct, samples).interval();

        assertThat(interval.low()).isEqualTo(low, within(5e-5));
        assertThat(interval.high()).isEqualTo(high, within(5e-5));
    }

    /// Newcombe, "Interval estimation for the difference between independent proportions", 1998, table II, method 10.
    @ParameterizedTest
    @CsvSource({"56, 70, 48, 80, 0.0524, 0.3339", "9, 10, 3, 10, 0.1705, 0.8090", "5, 56, 0, 29, -0.0381, 0.1926"})
    void intervalOfAGainIsTheOnePublished(long a, long m, long b, long n, double low, double high) {
        Accuracy.Interval interval = new Accuracy(a, m).gainOver(new Accuracy(b, n));

        assertThat(interval.low()).isEqualTo(low, within(5e-5));
        assertThat(interval.high()).isEqualTo(high, within(5e-5));
    }

    @Test
    void aShareIsTurnedBackIntoItsCount() {
        for (long correct = 0; correct <= 207; correct++) {
            assertThat(Accuracy.ofShare((double) correct / 207, 207)).isEqualTo(new Accuracy(correct, 207));
        }
    }

    @Test
    void allCorrectReachesOneExactly() {
        assertThat(new Accuracy(20, 20).interval().high()).isEqualTo(1);
    }

    @Test
    void moreCorrectThanSamplesIsRefused() {
        assertThatThrownBy(() -> new Accuracy(11, 10))
                .hasMessage("11 correct of 10 samples: correct must lie between 0 and the number of samples, which is"
                        + " at least 1");
    }
}

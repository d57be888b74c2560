package org.spikestill.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FiguresTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "0.5, 0.5",
        "2.302585, 2.303",
        "0.00012345, 0.0001234",
        "-0.25, −0.25",
        "1.2346e-5, 0.00001235",
        "3.2e-9, 3.2e-9",
        "999.94, 999.9",
        "999.96, '1,000'",
        "30669.6, '30,670'",
        "-123456.5, '−123,457'",
        "2e15, 2.000e+15",
        "0.1, 0.1"
    })
    void numbersHaveFourDigitsAndAreWholeFromAThousand(double value, String expected) {
        assertThat(Figures.number(value)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0.12, +12.00", "-0.0123, −1.23", "0, 0.00", "0.00001, 0.00", "-0.00001, 0.00"})
    void pointsCarryTheirSignUnlessTheyRoundToNothing(double difference, String expected) {
        assertThat(Figures.points(difference)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0 s",
        "59.94, 59.9 s",
        "59.96, 1 min 00 s",
        "61, 1 min 01 s",
        "3599.4, 59 min 59 s",
        "3600, 1 h 00 min",
        "9244.5, 2 h 34 min",
        "360000, 100 h 00 min"
    })
    void durationsKeepTwoUnits(double seconds, String expected) {
        assertThat(Figures.duration(seconds).replace('\u00A0', ' ')).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void whatIsNoNumberIsADash(double value) {
        assertThat(Figures.number(value)).isEqualTo("–");
        assertThat(Figures.percent(value)).isEqualTo("–");
        assertThat(Figures.points(value)).isEqualTo("–");
        assertThat(Figures.duration(value)).isEqualTo("–");
    }

    @Test
    void nounsAgreeWithTheirCount() {
        assertThat(Figures.count(1, "tick")).isEqualTo("1 tick");
        assertThat(Figures.count(1000, "tick")).isEqualTo("1,000 ticks");
    }

    @Test
    void theLanguageOfTheMachineDoesNotMatter() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            assertThat(Figures.percent(0.9133)).isEqualTo("91.33\u00A0%");
            assertThat(Figures.count(1_234_567)).isEqualTo("1,234,567");
        } finally {
            Locale.setDefault(before);
        }
    }
}

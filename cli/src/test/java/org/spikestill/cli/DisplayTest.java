package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.lab.progress.Pace;
import org.spikestill.lab.progress.Progress.Advance;
import org.spikestill.report.result.Epoch;
import org.spikestill.report.result.Metric;

class DisplayTest {
    private static final Metric ACCURACY = new Metric("accuracy", Metric.Unit.SHARE);
    private static final Metric SQUARED_ERROR = new Metric("relative squared error", Metric.Unit.RATIO);
    private static final Advance HALF =
            at("student, epoch 3 of 8", 50, OptionalDouble.of(812.4), 80.4).with(0.04123, ACCURACY.of(0.9871));
    private static final Advance END =
            at("student, epoch 8 of 8", 100, OptionalDouble.of(812.4), 0).with(0.03, ACCURACY.of(0.99));
    private static final Epoch EPOCH = epoch(ACCURACY, 0.9871, 0.985);
    private static final String EPOCH_LINE =
            "student, epoch 3 of 8: loss 0.0412, accuracy 98.71 %, validation 98.50 %, 12 s";

    private final StringWriter written = new StringWriter();

    private Display display(int columns) {
        return new Terminal(columns, false).display(new PrintWriter(written));
    }

    @Test
    void aWindowShowsABarAndFigures() {
        try (Display display = display(130)) {
            display.advance(HALF);
            assertThat(written)
                    .hasToString("\rstudent, epoch 3 of 8 [===============               ]  50 %, 1 min 20 s left,"
                            + " loss 0.0412, accuracy 98.7 %, 812 samples/s");
        }
    }

    /// A line that reached the edge would wrap, and could not be written over.
    @ParameterizedTest
    @ValueSource(ints = {1, 20, 60, 80, 90, 100, 200})
    void theLineStaysWithinTheWindow(int columns) {
        try (Display display = display(columns)) {
            display.advance(HALF);
            assertThat(written.toString().replace("\r", ""))
                    .hasSizeLessThan(columns)
                    .doesNotContain("\n");
        }
    }

    @Test
    void whatIsFinishedStaysAboveTheLine() {
        try (Display display = display(120)) {
            display.advance(HALF);
            display.epoch(EPOCH, 8);
            display.say("done");
        }
        assertThat(screen()).isEqualTo(EPOCH_LINE + "\ndone\n");
    }

    @Test
    void theLineIsGoneWhenTheWorkIsDone() {
        try (Display display = display(120)) {
            display.advance(HALF);
            display.advance(END);
        }
        assertThat(screen()).isEmpty();
    }

    /// What a window shows of everything written: a carriage return goes back to the first column.
    private String screen() {
        StringBuilder screen = new StringBuilder();
        for (String line : written.toString().split("(?<=\n)")) {
            StringBuilder shown = new StringBuilder();
            for (String part : line.replace("\n", "").split("\r")) {
                shown.replace(0, Math.min(part.length(), shown.length()), part);
            }
            String text = shown.toString().stripTrailing();
            screen.append(text).append(line.endsWith("\n") ? "\n" : "");
        }
        return screen.toString();
    }

    @Test
    void aFileGetsEpochsAndFewOtherLines() {
        try (Display display = display(0)) {
            for (int i = 0; i < 1000; i++) {
                display.advance(HALF);
            }
            display.epoch(EPOCH, 8);
            display.say("done");
        }
        assertThat(written.toString().lines()).containsExactly(EPOCH_LINE, "done");
    }

    @Test
    void timesAreGivenInTheUnitsThatMatter() {
        assertThat(Display.figures(left(0.34))).isEqualTo(" 50 %, 0.3 s left, 1.0 samples/s");
        assertThat(Display.figures(left(59.4))).contains(", 59 s left");
        assertThat(Display.figures(left(59.6))).contains(", 1 min 00 s left");
        assertThat(Display.figures(left(3 * 3600 + 5 * 60 + 7))).contains(", 3 h 05 min left");
    }

    /// A rate of 0 samples/s beside 70 minutes left would be a contradiction.
    @ParameterizedTest
    @CsvSource({"0.0123, 0.012", "0.42, 0.42", "8.14, 8.1", "12.6, 13", "12345, '12,345'"})
    void smallRatesHaveDecimals(double rate, String shown) {
        assertThat(Display.figures(at("evaluating", 50, OptionalDouble.of(rate), 4200)))
                .isEqualTo(" 50 %, 1 h 10 min left, " + shown + " samples/s");
    }

    @Test
    void nothingIsSaidOfARateBeforeAnythingIsDone() {
        Advance resumed = new Pace(50, 16).advance("student, epoch 3 of 8", 50, 100);
        assertThat(Display.figures(resumed)).isEqualTo(" 50 %");
    }

    @Test
    void theTimeLeftOfTheRunStandsBesideThatOfTheStep() {
        Advance part =
                at("student, epoch 3 of 8", 50, OptionalDouble.of(812.4), 80.4).withRunLeft(OptionalDouble.of(725));
        assertThat(Display.figures(part)).isEqualTo(" 50 %, 1 min 20 s left, 12 min 05 s of the run, 812 samples/s");
    }

    @Test
    void ratiosAreShownWithSignificantDigits() {
        assertThat(Display.line(epoch(SQUARED_ERROR, 0.0123456, 0.000234567), 8))
                .isEqualTo(
                        "student, epoch 3 of 8: loss 0.0412, relative squared error 0.0123, validation 0.000235, 12 s");
    }

    private static Epoch epoch(Metric metric, double training, double validation) {
        return new Epoch(
                "student",
                3,
                0.0412,
                Map.of(),
                metric,
                training,
                validation,
                0.05,
                Map.of(),
                1e-3,
                12.3,
                0,
                Optional.empty());
    }

    private static Advance left(double seconds) {
        return at("evaluating", 50, OptionalDouble.of(1), seconds);
    }

    private static Advance at(String what, long done, OptionalDouble rate, double secondsLeft) {
        return new Advance(
                what,
                done,
                100,
                OptionalDouble.empty(),
                Optional.empty(),
                rate,
                OptionalDouble.of(secondsLeft),
                OptionalDouble.empty());
    }
}

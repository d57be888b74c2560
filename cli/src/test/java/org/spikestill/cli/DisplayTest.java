package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.lab.train.Progress.Advance;
import org.spikestill.report.result.Epoch;

class DisplayTest {
    private static final Advance HALF = new Advance("student, epoch 3 of 8", 50, 100, 0.04123, 0.9871, 812.4, 80.4);
    private static final Advance END = new Advance("student, epoch 8 of 8", 100, 100, 0.03, 0.99, 812.4, 0);
    private static final Epoch EPOCH =
            new Epoch("student", 3, 0.0412, Map.of(), 0.9871, 0.985, 0.05, 1e-3, 12.3, 0, Optional.empty());
    private static final String EPOCH_LINE =
            "student, epoch 3 of 8: loss 0.0412, accuracy 98.71 %, validation 98.50 %, 12 s";

    private final StringWriter written = new StringWriter();

    private Display display(int columns) {
        return new Terminal(columns).display(new PrintWriter(written));
    }

    @Test
    void aWindowShowsABarAndFigures() {
        try (Display display = display(130)) {
            display.advance(HALF);
            assertThat(written)
                    .hasToString("\rstudent, epoch 3 of 8 [===============               ]  50 %, 1 min 20 s left,"
                            + " loss 0.0412, accuracy 98.7 %, 812 images/s");
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
        assertThat(Display.figures(left(0.34))).isEqualTo(" 50 %, 0.3 s left, 1 images/s");
        assertThat(Display.figures(left(59.4))).contains(", 59 s left");
        assertThat(Display.figures(left(59.6))).contains(", 1 min 00 s left");
        assertThat(Display.figures(left(3 * 3600 + 5 * 60 + 7))).contains(", 3 h 05 min left");
        assertThat(Display.figures(left(Double.POSITIVE_INFINITY))).contains(", ? left");
    }

    private static Advance left(double seconds) {
        return new Advance("evaluating", 1, 2, Double.NaN, Double.NaN, 1, seconds);
    }
}

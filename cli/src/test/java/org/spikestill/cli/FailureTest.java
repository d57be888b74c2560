package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.settings.InvalidSettings;

class FailureTest {
    static Stream<Arguments> failures() {
        IOException full = new IOException("No space left on device");
        return Stream.of(
                Arguments.of(new InvalidFile(Path.of("a.png"), "is torn"), ExitCode.BAD_FILE, "a.png: is torn"),
                Arguments.of(new InvalidSettings("ticks is 0"), ExitCode.MISUSE, "ticks is 0"),
                Arguments.of(new InvalidNetwork("no such layer"), ExitCode.MISUSE, "no such layer"),
                Arguments.of(full, ExitCode.FAILED, "No space left on device"),
                Arguments.of(
                        new UncheckedIOException(
                                "while reading", new FileSystemException("x", null, "Stale file handle")),
                        ExitCode.BAD_FILE,
                        "x: Stale file handle"),
                Arguments.of(
                        new OutOfMemoryError("Java heap space"),
                        ExitCode.FAILED,
                        "out of memory (Java heap space): allow more with SPIKESTILL_JVM=-Xmx8g, or lower a batch"),
                Arguments.of(
                        new IllegalStateException("the loss of the student is NaN in epoch 2: lower the learning rate"),
                        ExitCode.FAILED,
                        "the loss of the student is NaN in epoch 2: lower the learning rate"),
                Arguments.of(
                        new RuntimeException("CUDA error\nException raised from launch at gpu.cpp:1\n#0 0x7f"),
                        ExitCode.FAILED,
                        "RuntimeException: CUDA error"),
                Arguments.of(
                        new ExceptionInInitializerError(new InvalidFile(Path.of("cache"), "holds no room")),
                        ExitCode.BAD_FILE,
                        "cache: holds no room"),
                Arguments.of(new NullPointerException(), ExitCode.FAILED, "NullPointerException: null"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void everyFailureIsOneLineAndACode(Throwable thrown, ExitCode code, String line) {
        StringWriter err = new StringWriter();

        int exit = Failure.of(thrown).tell(new PrintWriter(err), false);

        assertThat(err.toString()).isEqualTo("spikestill: " + line + System.lineSeparator());
        assertThat(exit).isEqualTo(code.code());
    }

    @Test
    void theStackComesOnRequest() {
        Outcome outcome = Outcome.of("info", "none.safetensors", "--stack-trace");

        assertThat(outcome.err().lines()).first().isEqualTo("spikestill: none.safetensors: there is no such file");
        assertThat(outcome.err()).contains("at org.spikestill.cli.Info.call(", "Caused by: ");
    }

    @Test
    void aCommandThatIsMisspeltIsFound() {
        Outcome.of("destill")
                .refused(
                        ExitCode.MISUSE,
                        "there is no use for 'destill', did you mean 'distill'? 'spikestill --help' lists what there is");
        Outcome.of("evaluate", "model", "--dat", "strokes")
                .refused(
                        ExitCode.MISUSE,
                        "there is no option '--dat', did you mean '--data'? 'spikestill evaluate --help' lists what"
                                + " there is");
        Outcome.of("evaluate", "model").refused(ExitCode.MISUSE, "missing required option: '--data=NAME'");
    }
}

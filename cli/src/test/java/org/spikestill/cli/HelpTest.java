package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Texts that scripts and people learn by heart: a change of one is seen in the change of its file.
class HelpTest {
    private static final Path ACTUAL = Path.of("target", "help");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spikestill",
                "distill",
                "study",
                "compare",
                "convert",
                "evaluate",
                "run",
                "predict",
                "info",
                "energy",
                "export",
                "import",
                "verify",
                "describe",
                "init",
                "doctor"
            })
    void helpIsAsCommitted(String command) throws IOException {
        String help = command.equals("spikestill")
                ? Outcome.of("--help").done()
                : Outcome.of(command, "--help").done();
        Files.createDirectories(ACTUAL);
        Path actual = Files.writeString(ACTUAL.resolve(command + ".txt"), help);

        assertThat(help)
                .as("help of '%s'; if the change is meant, copy cli/%s to cli/src/test/resources", command, actual)
                .isEqualTo(committed(command));
    }

    /// A bracket that is no link has a mark in the source, which no reader of help should see.
    @ParameterizedTest
    @ValueSource(strings = {"teacher", "all"})
    void helpIsFreeOfMarksOfTheSource(String group) {
        assertThat(Outcome.of("distill", "--help=" + group).done())
                .contains("pixels in [0, 1]")
                .doesNotContain("\\", "`");
    }

    private static String committed(String command) throws IOException {
        try (InputStream in = HelpTest.class.getResourceAsStream("/help/" + command + ".txt")) {
            return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "distill",
                "study",
                "compare",
                "convert",
                "evaluate",
                "run",
                "predict",
                "info",
                "energy",
                "export",
                "import",
                "verify",
                "describe",
                "init",
                "doctor"
            })
    void everyCommandTellsItsVersion(String command) {
        assertThat(Outcome.of(command, "--version").done())
                .isEqualTo(Outcome.of("--version").done())
                .startsWith("spikestill ");
    }

    @Test
    void withoutACommandThereIsHelpAndTheExitCodeOfMisuse() {
        Outcome outcome = Outcome.of();

        assertThat(outcome.exit()).isEqualTo(ExitCode.MISUSE.code());
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).isEqualTo(Outcome.of("--help").done());
    }

    @Test
    void completionKnowsEverySetting() {
        assertThat(Outcome.of("generate-completion").done())
                .contains("--student-training-epochs", "3conv2linear", "--predictions");
    }
}

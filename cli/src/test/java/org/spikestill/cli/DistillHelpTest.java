package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.lab.distill.DistillSettings;
import org.spikestill.model.settings.Flag;
import org.spikestill.model.settings.Settings;

class DistillHelpTest {
    private static String help(int columns, boolean colours, String... arguments) {
        StringWriter out = new StringWriter();
        int exit = Main.run(
                new PrintWriter(out), new PrintWriter(new StringWriter()), new Terminal(columns, colours), arguments);
        assertThat(exit).isZero();
        return out.toString();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 80})
    void theUsualHelpIsShorterThanSixtyLines(int columns) {
        assertThat(help(columns, false, "distill", "--help").lines().count()).isLessThan(60);
    }

    @Test
    void everyUsualSettingIsOneThatThereIs() {
        assertThat(Settings.flags(new DistillSettings()).stream().map(Flag::name))
                .containsAll(DistillHelp.USUAL);
        assertThat(help(0, false, "distill", "--help"))
                .contains(DistillHelp.USUAL.stream().map(name -> "--" + name).toList())
                .doesNotContain("--student-training-batch");
    }

    @Test
    void allSettingsAreReachedByGroups() {
        String all = help(0, false, "distill", "--help=all");
        String student = help(0, false, "distill", "--help=student");
        assertThat(Settings.flags(new DistillSettings())).allSatisfy(flag -> {
            assertThat(all).contains("--" + flag.name());
            assertThat(student.matches("(?s).*\\R      --" + flag.name() + "[\\[= ].*"))
                    .as(flag.name())
                    .isEqualTo(flag.group().equals("student"));
        });
    }

    @Test
    void anUnknownGroupIsRefusedWithTheGroups() {
        Outcome.of("distill", "--help=pupil")
                .refused(
                        ExitCode.MISUSE,
                        "--help=pupil is no group of settings: there are [teacher, ann, conversion, student] and all");
    }

    /// A list of parts in braces may also be broken between two of them.
    @ParameterizedTest
    @CsvSource({"60,--help", "80,--help=all"})
    void aNarrowTerminalBreaksLinesBetweenWordsAlone(int columns, String option) {
        assertThat(words(columns, option)).isEqualTo(words(0, option));
    }

    private static String[] words(int columns, String option) {
        return help(columns, false, "distill", option)
                .replaceAll("},\\s+\\{", "},{")
                .split("\\s+");
    }

    @Test
    void coloursAreForTerminalsWithoutNoColor() {
        assertThat(help(80, true, "info", "--help")).contains("\u001b[");
        assertThat(help(80, false, "info", "--help")).doesNotContain("\u001b");
        assertThat(Terminal.colours(true, Map.of("TERM", "xterm"))).isTrue();
        assertThat(Terminal.colours(true, Map.of("TERM", "xterm", "NO_COLOR", "1")))
                .isFalse();
        assertThat(Terminal.colours(true, Map.of("TERM", "dumb"))).isFalse();
        assertThat(Terminal.colours(false, Map.of("TERM", "xterm"))).isFalse();
    }
}

package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikestill.lab.distill.DistillSettings;
import org.spikestill.lab.distill.UnusedSettings;
import org.spikestill.lab.sweep.CompareTable;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Settings;
import picocli.CommandLine;
import picocli.CommandLine.ParseResult;

/// Commands in the documents, against the command line: each one is parsed, with its recipe or table and its settings, and not
/// run.
class DocumentedCommandsTest {
    /// Words that stand for a value.
    private static final Map<String, String> PLACEHOLDERS =
            Map.of("N", "1", "T", "8", "METHOD", "light-calibration", "NAME", "distill", "DIR", "folder");

    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--[a-z][a-z-]*[a-z]");

    static Stream<Path> documents() throws IOException {
        return Stream.concat(Documents.pages().stream(), Documents.recipes().stream());
    }

    static Stream<Path> pages() throws IOException {
        return Documents.pages().stream();
    }

    static Stream<Path> recipes() throws IOException {
        return Documents.recipes().stream();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyCommandParses(Path document) throws IOException {
        for (List<String> command : Documents.commands(document)) {
            try {
                check(command.stream()
                        .map(word -> PLACEHOLDERS.getOrDefault(word, word))
                        .toList());
            } catch (RuntimeException e) {
                throw new AssertionError(
                        document + " shows './spikestill " + String.join(" ", command) + "': " + e.getMessage(), e);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void everyRecipeShowsTheCommandThatTakesIt(Path recipe) throws IOException {
        assertThat(Documents.commands(recipe))
                .anySatisfy(words -> assertThat(words)
                        .contains(Documents.ROOT.relativize(recipe).toString()));
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyOptionIsOneOfACommand(Path page) throws IOException {
        Set<String> known = line().getSubcommands().values().stream()
                .flatMap(each -> Stream.concat(Stream.of(each), each.getSubcommands().values().stream()))
                .flatMap(each -> each.getCommandSpec().options().stream())
                .filter(option -> !option.hidden())
                .flatMap(option -> Stream.of(option.names()))
                .collect(Collectors.toSet());
        Set<String> named = new TreeSet<>();
        Documents.inline(page)
                .forEach(code -> OPTION.matcher(code)
                        .results()
                        .map(MatchResult::group)
                        .filter(_ -> !code.startsWith("bench/run"))
                        .forEach(named::add));

        assertThat(known).containsAll(named);
    }

    /// Rows such as `evaluate MODEL [--limit N]`.
    @Test
    void theTableOfCommandsNamesOptionsOfThese() throws IOException {
        int rows = 0;
        for (String code : Documents.inline(Documents.ROOT.resolve("README.md"))) {
            CommandLine command = line().getSubcommands().get(code.split(" ")[0]);
            if (command != null) {
                OPTION.matcher(code)
                        .results()
                        .map(MatchResult::group)
                        .forEach(option -> assertThat(command.getCommandSpec().findOption(option))
                                .as("%s in the row '%s'", option, code)
                                .isNotNull());
                rows++;
            }
        }
        assertThat(rows).isGreaterThan(8);
    }

    @Test
    void commandsAreFoundInBlocksTextAndComments() throws IOException {
        assertThat(Documents.commands(Documents.ROOT.resolve("docs/results.md")))
                .as("a variable and continued lines")
                .anySatisfy(words -> assertThat(words)
                        .startsWith("distill", "--method", "conversion", "--data", "cifar10")
                        .contains("qcfs:levels=8,start=2", "54"))
                .as("a command in the text, over two lines")
                .contains(List.of("evaluate", "models/mnist-3conv2linear-t8-seed1.safetensors", "--data", "mnist"));
        assertThat(Documents.commands(Documents.ROOT.resolve("recipes/compare-cifar10.yaml")))
                .hasSize(3);
    }

    /// The checks above would pass on anything if these did.
    @Test
    void wrongCommandsAreSeen() {
        assertThatThrownBy(() -> check(List.of("distill", "--ticks", "4"))).isInstanceOf(InvalidSettings.class);
        assertThatThrownBy(() -> check(List.of("distill", "--student-tick", "4")))
                .isInstanceOf(CommandLine.ParameterException.class);
        assertThatThrownBy(() -> check(List.of("distill", "--student-neuron", "lif:leek=1")))
                .isInstanceOf(InvalidSettings.class);
        assertThatThrownBy(() -> check(List.of("distill", "--method", "hybrid", "--teacher-training-epochs", "2")))
                .isInstanceOf(InvalidSettings.class);
        assertThatThrownBy(() -> check(List.of("convert", "x", "--data", "mnist")))
                .isInstanceOf(CommandLine.ParameterException.class);
        assertThatThrownBy(() -> check(List.of("evaluate", "models/none.safetensors", "--data", "mnist")))
                .isInstanceOf(IllegalStateException.class);
    }

    private static CommandLine line() {
        return Main.commandLine(Terminal.none(), true, true);
    }

    /// @param words of a command; one alone is a mention and needs to exist
    private static void check(List<String> words) {
        CommandLine line = line();
        if (words.size() < 2) {
            require(words.isEmpty() || line.getSubcommands().containsKey(words.getFirst()), "there is no such command");
            return;
        }
        words.stream()
                .filter(word -> word.startsWith("models/") || word.startsWith("recipes/"))
                .forEach(file -> require(Files.exists(Documents.ROOT.resolve(file)), "there is no " + file));
        ParseResult parsed = line.parseArgs(words.toArray(String[]::new)).subcommand();
        switch (words.getFirst()) {
            case "distill" -> settings(parsed);
            case "compare" ->
                Settings.readDocument(CompareTable.class, Documents.ROOT.resolve(words.get(1)))
                        .rows();
            default -> {} // has no settings
        }
    }

    private static void settings(ParseResult parsed) {
        Optional<Path> recipe = parsed.matchedOptionValue("--recipe", Optional.empty());
        DistillSettings base = recipe.map(
                        file -> Settings.readDocument(DistillSettings.class, Documents.ROOT.resolve(file)))
                .orElseGet(DistillSettings::new);
        Map<String, String> given = new SettingsOptions(new DistillSettings()).given(parsed);
        List<String> notes = UnusedSettings.check(Settings.with(base, given), given.keySet());
        require(notes.isEmpty(), notes.toString());
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}

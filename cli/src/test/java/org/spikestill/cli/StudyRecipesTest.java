package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.lab.experiment.Experiment;
import org.spikestill.lab.sweep.CompareTable;
import org.spikestill.model.settings.Settings;

class StudyRecipesTest {
    static Stream<Path> recipes() throws IOException {
        try (Stream<Path> files = Files.list(Documents.ROOT.resolve("recipes/studies"))) {
            return files.sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void everyRecipeIsReadByTheStudyOfItsCommand(Path recipe) throws IOException {
        List<String> command = Documents.commands(recipe).getFirst();
        if (command.getFirst().equals("compare")) {
            assertThat(Settings.readYaml(CompareTable.class, recipe).rows()).hasSizeGreaterThan(1);
        } else {
            int study = Experiment.catalog().names().indexOf(command.get(1));
            Class<? extends Experiment> type = Experiment.catalog().members().get(study);
            assertThat(Settings.readDocument(type.asSubclass(Record.class), recipe))
                    .isInstanceOf(type);
        }
    }

    /// Options of a help text are options of the study, with values it takes.
    @ParameterizedTest
    @ValueSource(strings = {"multigrade", "binary-activation", "sparse-gates", "multiplex", "side-channel"})
    void theExampleOfAHelpTextIsACommand(String study) {
        String example = Experiment.catalog().parse(study).example();
        String help = Outcome.of("study", study, "--help").done();
        assertThat(help).contains("Example:\n  spikestill study " + study + " " + example + "\n");
        String[] words = example.split(" ");
        Map<String, String> given = new LinkedHashMap<>();
        for (int i = 0; i < words.length; i += 2) {
            given.put(words[i].substring(2), words[i + 1].replace("\"", ""));
        }
        Record usual = (Record) Experiment.catalog().parse(study);
        assertThat(Settings.with(usual, given)).isNotEqualTo(usual);
    }
}

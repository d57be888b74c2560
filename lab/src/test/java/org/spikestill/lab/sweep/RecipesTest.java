package org.spikestill.lab.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikestill.data.DataSource;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Unlabelled;
import org.spikestill.lab.distill.DistillSettings;
import org.spikestill.lab.distill.StageTraining;
import org.spikestill.lab.distill.UnusedSettings;
import org.spikestill.lab.experiment.Plan;
import org.spikestill.lab.experiment.RunSettings;
import org.spikestill.model.architecture.Architecture;
import org.spikestill.model.architecture.ThreeConvTwoLinear;
import org.spikestill.model.settings.Settings;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The recipes that lie in the project's `recipes` folder.
@EnabledIfEnvironmentVariable(named = "SPIKESTILL_DATA", matches = ".+")
class RecipesTest {
    private static final Path FOLDER = Path.of("..", "recipes");

    private static final Map<RunSettings, DataSplits> DATA = new HashMap<>();

    @AfterAll
    static void close() throws IOException {
        for (DataSplits data : DATA.values()) {
            data.close();
        }
        DATA.clear();
    }

    private static List<Path> recipes() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml") && !isStudy(file) && !isTable(file))
                    .sorted()
                    .toList();
        }
    }

    /// Studies belong to a later module, whose test reads their recipes.
    private static boolean isStudy(Path file) {
        return file.startsWith(FOLDER.resolve("studies"));
    }

    private static boolean isTable(Path file) {
        try {
            return Files.readString(file).lines().anyMatch(line -> line.matches("(settings|vary|variants|seeds):.*"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<Path> tables() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml") && !isStudy(file) && isTable(file))
                    .sorted()
                    .toList();
        }
    }

    /// Networks that a recipe takes from files of earlier runs are left out: these runs have not been made here. A teacher in the
    /// shape of the student stands in for the one of a file.
    private static DistillSettings withoutFiles(DistillSettings settings) {
        ObjectNode tree = (ObjectNode) Settings.write(settings);
        if (settings.teacher().file().isPresent()) {
            tree = Settings.at(
                    tree,
                    "teacher.architecture",
                    Architecture.catalog()
                            .write(settings.student().architecture().orElse(new ThreeConvTwoLinear(0.5f))));
        }
        tree = Settings.at(tree, "teacher.file", JsonNodeFactory.instance.nullNode());
        tree = Settings.at(tree, "ann.file", JsonNodeFactory.instance.nullNode());
        return Settings.read(DistillSettings.class, tree, "");
    }

    /// Sets of which the tests have a part, in folders of their own.
    private static Optional<Path> folderOf(RunSettings run) {
        Path all = Path.of(System.getenv("SPIKESTILL_DATA"));
        return switch (DataSource.catalog().name(run.data())) {
            case "cifar100" -> Optional.of(all.resolve("cifar-100-subset"));
            case "tiny-imagenet" -> Optional.of(all.resolve("tiny-imagenet-subset"));
            default -> Optional.empty();
        };
    }

    private static void check(DistillSettings settings) throws IOException {
        RunSettings run = settings.run();
        if (!DATA.containsKey(run)) {
            DATA.put(run, run.open(folderOf(run)));
        }
        if (settings.data() instanceof Unlabelled) { // the teacher that answers in place of labels is a file
            assertThatThrownBy(() -> Plan.of(withoutFiles(settings), DATA.get(run)))
                    .hasMessageEndingWith("name a trained one with teacher.file");
        } else {
            assertThat(Plan.of(withoutFiles(settings), DATA.get(run)).keys()).isNotEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void everyRunOfEveryTableFitsItsData(Path table) throws IOException {
        List<Row> rows = Settings.readYaml(CompareTable.class, table).rows();

        assertThat(rows).hasSizeGreaterThan(1);
        for (Row row : rows) {
            if (row.experiment().run().seed() == 1) { // seeds change the split alone
                check((DistillSettings) row.experiment());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void everyRecipeIsReadAndFitsItsData(Path recipe) throws IOException {
        DistillSettings settings = Settings.readYaml(DistillSettings.class, recipe);

        assertThat(Settings.read(DistillSettings.class, Settings.write(settings), ""))
                .isEqualTo(settings);
        assertThat(UnusedSettings.check(settings, List.of())).isEmpty();
        check(settings);
    }

    @Test
    void theDefaultRunIsSpelledOut() throws IOException {
        DistillSettings usual = new DistillSettings();
        DistillSettings read = Settings.readYaml(DistillSettings.class, FOLDER.resolve("strokes.yaml"));

        assertThat(read.method()).isEqualTo(usual.method().under(usual.teacher()));
        try (DataSplits data = usual.run().open(Optional.empty())) {
            assertThat(read.trainings(data)).isEqualTo(usual.trainings(data));
            assertThat(read.student().architecture()).contains(usual.student().architectureFor(data));
        }
        for (StageTraining each : List.of(
                read.teacher().training(), read.ann().training(), read.student().training())) {
            assertThat(each.epochs()).as("not left to the data").isPresent();
            assertThat(each.batch()).as("not left to the data").isPresent();
            assertThat(each.augmentation()).as("not left to the data").isPresent();
        }
        assertThat(read.teacher().architecture())
                .as("the teacher that the data would choose")
                .isPresent();
        Map<String, String> chosen = new HashMap<>(
                Map.of("teacher-architecture", "none", "student-architecture", "none", "method", "two-stage-kd"));
        for (String network : List.of("teacher", "ann", "student")) {
            chosen.put(network + "-training-epochs", "none");
            chosen.put(network + "-training-batch", "none");
            chosen.put(network + "-training-augmentation", "auto");
        }
        assertThat(Settings.with(read, chosen)).isEqualTo(usual);
    }
}

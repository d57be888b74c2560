package org.spikestill.lab.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikestill.lab.compare.CompareTable;
import org.spikestill.model.settings.Settings;

/// The recipes that lie in the project's `recipes` folder.
class RecipesTest {
    private static final Path FOLDER = Path.of("..", "recipes");

    private static List<Path> recipes() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml") && !isTable(file))
                    .sorted()
                    .toList();
        }
    }

    /// Tables of `compare` lie in a folder of their own, or say so in their name.
    private static boolean isTable(Path file) {
        return file.startsWith(FOLDER.resolve("lasnn"))
                || file.getFileName().toString().startsWith("compare-");
    }

    private static List<Path> tables() throws IOException {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".yaml") && isTable(file))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("tables")
    void everyTableHasRuns(Path table) {
        assertThat(Settings.readYaml(CompareTable.class, table).rows()).hasSizeGreaterThan(1);
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void everyRecipeIsRead(Path recipe) {
        DistillSettings settings = Settings.readYaml(DistillSettings.class, recipe);

        assertThat(Settings.read(DistillSettings.class, Settings.write(settings), ""))
                .isEqualTo(settings);
    }

    @Test
    void theDefaultRunIsSpelledOut() {
        assertThat(Settings.readYaml(DistillSettings.class, FOLDER.resolve("strokes.yaml")))
                .isEqualTo(new DistillSettings());
    }
}

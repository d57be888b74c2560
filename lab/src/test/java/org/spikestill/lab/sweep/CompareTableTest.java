package org.spikestill.lab.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.spikestill.lab.recipe.Hybrid;
import org.spikestill.lab.recipe.Lasnn;
import org.spikestill.lab.recipe.Stage;
import org.spikestill.model.settings.Settings;

class CompareTableTest {
    @TempDir
    private Path folder;

    private CompareTable table(String yaml) throws IOException {
        return Settings.readYaml(CompareTable.class, Files.writeString(folder.resolve("table.yaml"), yaml));
    }

    @Test
    void everyCombinationIsARunForEverySeed() throws IOException {
        List<Row> rows = table("""
                title: A table
                settings: {ticks: 3, studentTraining: {epochs: 7}}
                vary:
                  student: ["3conv2linear:width=0.1", vgg5]
                  method: [hybrid, lasnn]
                variants:
                  plain: {}
                  longer: {studentTraining: {batch: 32}, ticks: 9}
                seeds: [5, 6]
                """).rows();
        assertThat(rows).hasSize(16);
        assertThat(rows.getFirst().inWords())
                .isEqualTo("student 3conv2linear:width=0.1, method hybrid, variant plain, seed 5");
        assertThat(rows.getLast().inWords()).isEqualTo("student vgg5, method lasnn, variant longer, seed 6");
        assertThat(rows.getFirst().settings().method()).isEqualTo(new Hybrid());
        assertThat(rows.getFirst().settings().ticks()).isEqualTo(3);
        assertThat(rows.getLast().settings().method()).isEqualTo(new Lasnn());
        assertThat(rows.getLast().settings().ticks()).isEqualTo(9);
        assertThat(rows.getLast().settings().seed()).isEqualTo(6);
        assertThat(rows.getLast().settings().studentTraining().epochs())
                .as("what all share stays under a change of its neighbour")
                .isEqualTo(7);
        assertThat(rows.getLast().settings().studentTraining().batch()).isEqualTo(32);
        assertThat(rows.stream().map(Row::folder)).doesNotHaveDuplicates();
    }

    @Test
    void withoutAxesThereIsOneRunOfTheDefaults() throws IOException {
        assertThat(table("title: x").rows())
                .singleElement()
                .satisfies(row -> assertThat(row.inWords()).isEqualTo("seed 1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vary: {methd: [lasnn]} | methd is no known field",
                "vary: {method: [lasnm]} | method is 'lasnm': it must be one of",
                "vary: {ticks: [0]} | ticks is 0: it must be a whole number from 1 to 100000",
                "settings: {seed: 3} | settings has the field seed: list seeds under 'seeds'",
                "vary: {seed: [3]} | vary has the field seed: list seeds under 'seeds'",
                "vary: {ticks: []} | vary.ticks is empty: name at least one value, or leave it out",
                "seeds: [] | seeds is empty: name at least one",
                "vary: {ticks: [8, 8]} | the table has the run 'ticks 8, seed 1' twice",
            })
    void aTableThatCannotBeIsRefused(String yaml, String message) {
        assertThatThrownBy(() -> table(yaml).rows()).hasMessageContaining(message);
    }

    /// The teacher depends on the data, the seed and its own training; not on the student, the method or T.
    @Test
    void runsThatTrainTheSameNetworkKnowIt() throws IOException {
        List<Row> rows = table("""
                vary:
                  method: [lasnn, label-kd, hybrid]
                  student: ["3conv2linear", vgg5]
                  ticks: [4, 8]
                seeds: [1, 2]
                """).rows();
        List<String> teachers = rows.stream()
                .map(row -> Recipes.artificial(row.settings()).get(Stage.TEACHER))
                .filter(digest -> digest != null)
                .toList();
        assertThat(teachers).hasSize(16);
        assertThat(teachers.stream().distinct()).as("one per seed").hasSize(2);
        assertThat(rows.stream()
                        .map(row -> Recipes.artificial(row.settings()).get(Stage.ANN))
                        .distinct())
                .as("one per student and seed")
                .hasSize(4);
        List<Row> other = table("settings: {teacherTraining: {epochs: 99}}").rows();
        assertThat(Recipes.artificial(other.getFirst().settings()).get(Stage.TEACHER))
                .isNotIn(teachers);
    }

    /// An ANN that learned from a teacher depends on that teacher.
    @Test
    void anAnnOfAnotherTeacherIsAnotherAnn() throws IOException {
        List<Row> rows = table("""
                settings: {annObjective: [{loss: cross-entropy}, {loss: soft-targets}]}
                vary:
                  teacherTraining: [{epochs: 1}, {epochs: 2}]
                  method: [lasnn, hybrid, conversion]
                """).rows();

        assertThat(rows.stream()
                        .map(row -> Recipes.artificial(row.settings()).get(Stage.ANN))
                        .distinct())
                .as("one per teacher, whatever the method")
                .hasSize(2);
    }
}

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
import org.spikestill.lab.distill.DistillSettings;
import org.spikestill.lab.distill.Hybrid;
import org.spikestill.lab.distill.Lasnn;
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
                settings: {student: {ticks: 3, training: {epochs: 7}}}
                vary:
                  student.architecture: ["3conv2linear:width=0.1", vgg5]
                  method: [hybrid, lasnn]
                variants:
                  plain: {}
                  longer: {student: {training: {batch: 32}, ticks: 9}}
                seeds: [5, 6]
                """).rows();
        assertThat(rows).hasSize(16);
        assertThat(rows.getFirst().title())
                .isEqualTo("student.architecture 3conv2linear:width=0.1, method hybrid, variant plain, seed 5");
        assertThat(rows.getLast().title()).isEqualTo("student.architecture vgg5, method lasnn, variant longer, seed 6");
        assertThat(settings(rows.getFirst()).method()).isEqualTo(new Hybrid());
        assertThat(settings(rows.getFirst()).student().ticks()).isEqualTo(3);
        assertThat(settings(rows.getLast()).method()).isEqualTo(new Lasnn());
        assertThat(settings(rows.getLast()).student().ticks()).isEqualTo(9);
        assertThat(settings(rows.getLast()).seed()).isEqualTo(6);
        assertThat(settings(rows.getLast()).student().training().epochs())
                .as("what all share stays under a change of its neighbour")
                .contains(7);
        assertThat(settings(rows.getLast()).student().training().batch()).contains(32);
        assertThat(rows.stream().map(Row::folder)).doesNotHaveDuplicates();
    }

    @Test
    void withoutAxesThereIsOneRunOfTheDefaults() throws IOException {
        assertThat(table("title: x").rows())
                .singleElement()
                .satisfies(row -> assertThat(row.title()).isEqualTo("seed 1"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vary: {methd: [lasnn]} | methd is no known field",
                "vary: {method: [lasnm]} | method is 'lasnm': it must be one of",
                "vary: {student.ticks: [0]} | student.ticks is 0: it must be a whole number from 1 to 100000",
                "settings: {seed: 3} | settings has the field seed: list seeds under 'seeds'",
                "vary: {seed: [3]} | vary has the field seed: list seeds under 'seeds'",
                "vary: {student.ticks: []} | vary.student.ticks is empty: name at least one value, or leave it out",
                "seeds: [] | seeds is empty: name at least one",
                "vary: {student.ticks: [8, 8]} | the table has the run 'student.ticks 8, seed 1' twice",
            })
    void aTableThatCannotBeIsRefused(String yaml, String message) {
        assertThatThrownBy(() -> table(yaml).rows()).hasMessageContaining(message);
    }

    @Test
    void aFieldOfAnEarlierVersionNamesTheNewOne() {
        assertThatThrownBy(() -> table("vary: {ticks: [4, 8]}").rows())
                .hasMessageContaining("vary.ticks is now vary.student.ticks: rename it");
    }

    private static DistillSettings settings(Row row) {
        return (DistillSettings) row.experiment();
    }
}

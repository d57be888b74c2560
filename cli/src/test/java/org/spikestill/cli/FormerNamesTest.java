package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Earlier names of settings, wherever they may stand, are answered with the present ones.
class FormerNamesTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --student-training-variants=3               | --student-training-augmented-copies: rename it
            --student-training-optimizer=sgd:rate=0.1   | optimizer.learning-rate: rename it
            --student-training-optimizer=adam:decay=0.1 | optimizer.weight-decay: rename it
            --student-training-schedule=cosine:rise=0.1 | schedule.warmup: rename it
            --student-training-schedule=steps:at=[0.5]  | schedule.milestones: rename it
            --student-training-schedule=steps:by=0.5    | schedule.gamma: rename it
            --student-training-gradient=exact           | gradient 'exact' is now 'bptt': rename it
            --student-training-gradient=checkpointed    | gradient 'checkpointed' is now 'bptt-checkpointed': rename it
            --student-training-gradient=collapsed       | gradient 'collapsed' is now 'rate-based': rename it
            """)
    void optionsNameTheirSuccessor(String option, String end) {
        Outcome outcome = Outcome.of("distill", option);
        assertThat(outcome.exit()).isEqualTo(ExitCode.MISUSE.code());
        assertThat(outcome.err().strip()).hasLineCount(1).endsWith(end);
    }

    @Test
    void recipesNameTheirSuccessor(@TempDir Path folder) throws IOException {
        Path recipe = Files.writeString(folder.resolve("old.yaml"), "studentTraining: {variants: 3}\n");
        Outcome.of("distill", "--recipe", recipe)
                .refused(
                        ExitCode.BAD_FILE,
                        recipe + ": studentTraining.variants is now studentTraining.augmentedCopies: rename it");
    }

    @Test
    void helpListsNoEarlierName() {
        assertThat(Outcome.of("distill", "--help").done()).doesNotContain("variants");
    }
}

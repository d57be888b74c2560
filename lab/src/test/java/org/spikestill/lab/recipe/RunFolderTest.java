package org.spikestill.lab.recipe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.lab.train.Checkpoint;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.report.result.Epoch;

class RunFolderTest {
    private static final Weights CURRENT = new Weights(Map.of("fc1.weight", Block.of(Shape.of(1, 2), 1, 2)));
    private static final Weights BEST = new Weights(Map.of("fc1.weight", Block.of(Shape.of(1, 2), 3, 4)));

    @TempDir
    private Path temporary;

    @Test
    void settingsComeBackAsTheyWere() throws IOException {
        DistillSettings settings = new DistillSettings();
        RunFolder.create(folder(), settings).close();

        try (RunFolder resumed = RunFolder.resume(folder())) {
            assertThat(resumed.settings()).isEqualTo(settings);
        }
    }

    @Test
    void aCheckpointComesBackAsItWas() throws IOException {
        Checkpoint checkpoint = checkpoint(2);
        try (RunFolder run = RunFolder.create(folder(), new DistillSettings())) {
            run.save(checkpoint);

            assertThat(run.load("student")).contains(checkpoint);
            assertThat(run.load("ann")).isEmpty();
        }
    }

    /// A kill between the history's line and the checkpoint leaves a line too many.
    @Test
    void historyBeyondTheCheckpointIsForgotten() throws IOException {
        try (RunFolder run = RunFolder.create(folder(), new DistillSettings())) {
            run.record(epoch("teacher", 1));
            run.record(epoch("student", 1));
            run.record(epoch("student", 2));
            run.record(epoch("student", 3));
            run.save(checkpoint(2));

            run.load("student");

            assertThat(run.history()).containsExactly(epoch("teacher", 1), epoch("student", 1), epoch("student", 2));
        }
    }

    @Test
    void aFolderWithARunIsNotStartedAgain() throws IOException {
        RunFolder.create(folder(), new DistillSettings()).close();

        assertThatThrownBy(() -> RunFolder.create(folder(), new DistillSettings()))
                .isInstanceOf(InvalidFile.class)
                .hasMessage(folder() + ": holds a run already: go on with --resume " + folder()
                        + ", or name another folder with --out");
    }

    @Test
    void aFolderWithoutARunCannotBeResumed() {
        assertThatThrownBy(() -> RunFolder.resume(folder()))
                .hasMessage(folder() + ": holds no run: there is no recipe.json to resume from");
    }

    @Test
    void aRunUnderWayIsNotEnteredTwice() throws IOException {
        try (RunFolder _ = RunFolder.create(folder(), new DistillSettings())) {
            assertThatThrownBy(() -> RunFolder.resume(folder()))
                    .hasMessage(folder() + ": belongs to a run that is under way: wait for it, or stop it first");
        }
        RunFolder.resume(folder()).close();
    }

    @Test
    void aDamagedHistoryNamesItsLine() throws IOException {
        try (RunFolder run = RunFolder.create(folder(), new DistillSettings())) {
            run.record(epoch("teacher", 1));
            Files.writeString(
                    folder().resolve("metrics.jsonl"),
                    Files.readString(folder().resolve("metrics.jsonl")).replace("\"epoch\":1", "\"epoch\":true"));

            assertThatThrownBy(run::history)
                    .isInstanceOf(InvalidFile.class)
                    .hasMessageStartingWith(folder().resolve("metrics.jsonl") + ": line 1.epoch is true");
        }
    }

    private Path folder() {
        return temporary.resolve("run");
    }

    private static Checkpoint checkpoint(int epochs) {
        return new Checkpoint(
                new Checkpoint.Position(
                        "student",
                        epochs,
                        5,
                        25,
                        1,
                        0.1 + 0.2,
                        1.0 / 3,
                        new Checkpoint.Sums(80, 40, 1e-17, Map.of("cross-entropy", 2.5)),
                        12.5),
                CURRENT,
                BEST,
                Map.of("fc1.weight.mean", Block.of(Shape.of(1, 2), 5, 6)));
    }

    private static Epoch epoch(String stage, int number) {
        return new Epoch(
                stage, number, 0.5, Map.of("cross-entropy", 0.5), 0.9, 0.8, 0.7, 1e-3, 2, 0, Optional.of(1L << 40));
    }
}

package org.spikestill.lab.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.lab.distill.DistillSettings;
import org.spikestill.lab.train.Checkpoint;
import org.spikestill.lab.train.Ratio;
import org.spikestill.lab.train.TrainState;
import org.spikestill.lab.train.Validation;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.file.Tensors;
import org.spikestill.report.result.Epoch;
import org.spikestill.report.result.Metric;
import tools.jackson.databind.JsonNode;

class RunFolderTest {
    private static final Weights CURRENT = new Weights(Map.of("fc1.weight", Block.of(Shape.of(1, 2), 1, 2)));
    private static final Weights BEST = new Weights(Map.of("fc1.weight", Block.of(Shape.of(1, 2), 3, 4)));
    private static final JsonNode RECIPE = ExperimentRun.write(new DistillSettings());

    @TempDir
    private Path temporary;

    @Test
    void theExperimentComesBackAsItWas() throws IOException {
        RunFolder.create(folder(), RECIPE).close();

        try (RunFolder resumed = RunFolder.resume(folder())) {
            assertThat(ExperimentRun.read(resumed)).isEqualTo(new DistillSettings());
        }
    }

    @Test
    void aCheckpointComesBackAsItWasUnderItsOwnKey() throws IOException {
        Checkpoint checkpoint = checkpoint(2);
        try (RunFolder run = RunFolder.create(folder(), RECIPE)) {
            run.history().append(epoch("student", 1));
            run.history().append(epoch("student", 2));
            run.checkpoint("student", "key").save(checkpoint);

            assertThat(run.checkpoint("student", "key").load("student")).contains(checkpoint);
            assertThat(run.checkpoint("student", "another key").load("student")).isEmpty();
            assertThat(run.checkpoint("ann", "key").load("ann")).isEmpty();
        }
    }

    /// A kill between the history's line and the checkpoint leaves a line too many.
    @Test
    void historyBeyondTheCheckpointIsForgotten() throws IOException {
        try (RunFolder run = RunFolder.create(folder(), RECIPE)) {
            run.history().append(epoch("teacher", 1));
            run.history().append(epoch("student", 1));
            run.history().append(epoch("student", 2));
            run.history().append(epoch("student", 3));
            run.checkpoint("student", "key").save(checkpoint(2));

            run.checkpoint("student", "key").load("student");

            assertThat(run.history().epochs())
                    .containsExactly(epoch("teacher", 1), epoch("student", 1), epoch("student", 2));
        }
    }

    /// A kill in the middle of a line leaves half of it, which is neither an epoch nor an error.
    @Test
    void halfALineDoesNotCount() throws IOException {
        try (RunFolder run = RunFolder.create(folder(), RECIPE)) {
            run.history().append(epoch("student", 1));
            Files.writeString(folder().resolve("metrics.jsonl"), "{\"network\":\"stu", StandardOpenOption.APPEND);

            assertThat(run.history().epochs()).containsExactly(epoch("student", 1));
            run.history().keep("student", 1);
            run.history().append(epoch("student", 2));
            assertThat(run.history().epochs()).containsExactly(epoch("student", 1), epoch("student", 2));
        }
    }

    @Test
    void aFolderWithARunIsNotStartedAgain() throws IOException {
        RunFolder.create(folder(), RECIPE).close();

        assertThatThrownBy(() -> RunFolder.create(folder(), RECIPE))
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
        try (RunFolder _ = RunFolder.create(folder(), RECIPE)) {
            assertThatThrownBy(() -> RunFolder.resume(folder()))
                    .hasMessage(folder() + ": belongs to a run that is under way: wait for it, or stop it first");
        }
        RunFolder.resume(folder()).close();
    }

    @Test
    void aDamagedHistoryNamesItsLine() throws IOException {
        try (RunFolder run = RunFolder.create(folder(), RECIPE)) {
            run.history().append(epoch("teacher", 1));
            Files.writeString(
                    folder().resolve("metrics.jsonl"),
                    Files.readString(folder().resolve("metrics.jsonl")).replace("\"epoch\":1", "\"epoch\":true"));

            assertThatThrownBy(run.history()::epochs)
                    .isInstanceOf(InvalidFile.class)
                    .hasMessageStartingWith(folder().resolve("metrics.jsonl") + ": line 1.epoch is true");
        }
    }

    @Test
    void otherSamplesAreNotTakenForThoseTheRunBeganWith() throws IOException {
        DataIdentity began = new DataIdentity("digits", "a".repeat(64), "b".repeat(64), "c".repeat(64));
        DataIdentity other = new DataIdentity("digits", "d".repeat(64), "b".repeat(64), "e".repeat(64));
        try (RunFolder run = RunFolder.create(folder(), RECIPE)) {
            run.recogniseData(began);
            run.recogniseData(began);

            assertThatThrownBy(() -> run.recogniseData(other))
                    .isInstanceOf(InvalidFile.class)
                    .hasMessage(
                            folder() + ": began with other samples of digits: training split dddddddddddd… instead of"
                                    + " aaaaaaaaaaaa…, test set eeeeeeeeeeee… instead of cccccccccccc…; name the folder of the data"
                                    + " it began with, or start a new run with --out");
        }
    }

    @Test
    void draftsOfAKilledRunAreRemoved() throws IOException {
        RunFolder.create(folder(), RECIPE).close();
        Path result = Files.createDirectories(folder().resolve("steps")).resolve("student.json");
        Files.writeString(result, "{}");
        Path ofFile = Files.writeString(folder().resolve(".1.draft"), "half");
        Path ofResult = Files.writeString(folder().resolve("steps/.2.draft"), "half");

        RunFolder.resume(folder()).close();

        assertThat(ofFile).doesNotExist();
        assertThat(ofResult).doesNotExist();
        assertThat(result).exists();
    }

    /// A draft that cannot be removed, such as a folder that is not empty.
    @Test
    void aFolderThatCannotBeOpenedIsFreeAgain() throws IOException {
        RunFolder.create(folder(), RECIPE).close();
        Path inside = Files.createDirectories(folder().resolve(".x.draft/inside"));

        assertThatThrownBy(() -> RunFolder.resume(folder())).isInstanceOf(IOException.class);

        Files.delete(inside);
        Files.delete(inside.getParent());
        RunFolder.resume(folder()).close();
    }

    @Test
    void aCheckpointWithoutItsTextsIsRefused() throws IOException {
        try (RunFolder run = RunFolder.create(folder(), RECIPE)) {
            Path file = folder().resolve("student.checkpoint");
            new Tensors(Map.of("a/current/w", Block.of(Shape.of(1), 1)), Map.of("key", "key")).write(file);

            assertThatThrownBy(() -> run.checkpoint("student", "key").load("student"))
                    .isInstanceOf(InvalidFile.class)
                    .hasMessage(
                            file + ": is no checkpoint: a checkpoint has a text 'state', there is none; delete it to"
                                    + " begin the step anew");

            new Tensors(Map.of("w", Block.of(Shape.of(1), 1)), Map.of("key", "key")).write(file);
            assertThatThrownBy(() -> run.checkpoint("student", "key").load("student"))
                    .hasMessage(
                            file + ": is no checkpoint: the array 'w' belongs to no network in training; delete it to"
                                    + " begin the step anew");
        }
    }

    private Path folder() {
        return temporary.resolve("run");
    }

    private static Checkpoint checkpoint(int epochs) {
        TrainState state = new TrainState(
                epochs,
                5,
                25,
                Optional.of(new TrainState.Best(1, new Validation(0.1 + 0.2, 1.0 / 3), Map.of("snn", 0.1 + 0.2))),
                new TrainState.Sums(80, 1e-17, Map.of("cross-entropy", 2.5), new Ratio(40, 80)),
                12.5);
        Map<String, Block> moments = Map.of("fc1.weight.mean", Block.of(Shape.of(1, 2), 5, 6));
        Map<String, Block> maps = Map.of("decoder-spike1.weight", Block.of(Shape.of(2, 1), 7, 8));
        return new Checkpoint(
                "student",
                state,
                Map.of(
                        "snn", new Checkpoint.Snapshot(CURRENT, BEST, moments, maps),
                        "dnn", new Checkpoint.Snapshot(BEST, CURRENT, Map.of(), Map.of())));
    }

    private static Epoch epoch(String stage, int number) {
        return new Epoch(
                stage,
                number,
                0.5,
                Map.of("cross-entropy", 0.5),
                new Metric("accuracy", Metric.Unit.SHARE),
                0.9,
                0.8,
                0.7,
                Map.of("other", 0.6),
                1e-3,
                2,
                0,
                Optional.of(1L << 40));
    }
}

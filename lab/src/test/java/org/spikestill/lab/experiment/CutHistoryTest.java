package org.spikestill.lab.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.data.DataSplits;
import org.spikestill.data.None;
import org.spikestill.data.Strokes;
import org.spikestill.lab.experiment.GraphExperiment.Heard;
import org.spikestill.lab.experiment.steps.Start;
import org.spikestill.lab.experiment.steps.TrainNetwork;
import org.spikestill.lab.loss.CrossEntropy;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.progress.CancellationToken;
import org.spikestill.lab.torch.Adam;
import org.spikestill.lab.torch.Gradient;
import org.spikestill.lab.torch.Precision;
import org.spikestill.lab.train.Constant;
import org.spikestill.lab.train.TrainSettings;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.architecture.Architecture.Form;
import org.spikestill.model.architecture.Mlp;
import tools.jackson.databind.node.JsonNodeFactory;

/// Histories that lost lines since they were written: no summary is made without them.
class CutHistoryTest {
    private static final GraphExperiment EXPERIMENT =
            new GraphExperiment(new RunSettings(new Strokes(40, 20, 12, 1), 0.2f, 1), graph -> graph.add("net", net()));

    @TempDir
    private Path temporary;

    private Path run;
    private Path history;

    private static TrainNetwork net() {
        TrainSettings training = new TrainSettings(
                3, 16, 0, new Adam(), new Constant(), new None(), 1, 100, Gradient.BPTT, Precision.FLOAT32);
        Start start = new Start.Artificial(new Mlp(List.of(4)), Form.student(0));
        return new TrainNetwork(
                "training", start, training, Objective.of(new CrossEntropy()), Optional.empty(), List.of());
    }

    @BeforeEach
    void place() {
        run = temporary.resolve("run");
        history = run.resolve("metrics.jsonl");
    }

    private Results run(Heard heard) throws IOException {
        boolean begun = Files.exists(run.resolve(RunFolder.RECIPE));
        try (DataSplits data = EXPERIMENT.run().open(Optional.empty());
                RunFolder folder =
                        begun ? RunFolder.resume(run) : RunFolder.create(run, JsonNodeFactory.instance.objectNode())) {
            return EXPERIMENT.run(folder, data, List.of(), heard);
        }
    }

    private void cutLastLine() throws IOException {
        List<String> lines = Files.readAllLines(history);
        Files.write(history, lines.subList(0, lines.size() - 1));
    }

    @Test
    void aFinishedStepMissesItsEpochs() throws IOException {
        run(new Heard());
        String whole = Files.readString(history);
        Path result = run.resolve("steps/net.json");
        cutLastLine();
        assertThatThrownBy(() -> run(new Heard()))
                .isInstanceOf(InvalidFile.class)
                .hasMessage(history + ": holds 2 of the 3 epochs of 'net': put the whole file back, or delete " + result
                        + " to have the step made anew");
        Files.delete(history);
        assertThatThrownBy(() -> run(new Heard())).hasMessageStartingWith(history + ": holds 0 of the 3 epochs");

        Files.writeString(history, whole);
        assertThat(run(new Heard()).epochs()).hasSize(3);
        Files.delete(history);
        Files.delete(result);
        Heard heard = new Heard();
        assertThat(run(heard).epochs()).hasSize(3);
        assertThat(heard.trained).hasSize(3);
    }

    /// Three batches an epoch: it stops in the second.
    @Test
    void aCheckpointMissesItsEpochs() throws IOException {
        assertThatThrownBy(() -> run(new Heard(4))).isInstanceOf(CancellationToken.Cancelled.class);
        Path checkpoint = run.resolve("net.checkpoint");
        assertThat(checkpoint).exists();
        cutLastLine();
        assertThatThrownBy(() -> run(new Heard()))
                .isInstanceOf(InvalidFile.class)
                .hasMessage(history + ": holds 0 of the 1 epochs of 'net': put the whole file back, or delete "
                        + checkpoint + " to have the step made anew");
        Files.delete(checkpoint);
        assertThat(run(new Heard()).epochs()).hasSize(3);
    }
}

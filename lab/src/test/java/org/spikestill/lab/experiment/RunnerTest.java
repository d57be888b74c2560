package org.spikestill.lab.experiment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.data.DataSource;
import org.spikestill.data.DataSplits;
import org.spikestill.data.None;
import org.spikestill.data.Strokes;
import org.spikestill.data.Waves;
import org.spikestill.lab.experiment.GraphExperiment.Heard;
import org.spikestill.lab.experiment.steps.Select;
import org.spikestill.lab.experiment.steps.Start;
import org.spikestill.lab.experiment.steps.TrainMutually;
import org.spikestill.lab.experiment.steps.TrainNetwork;
import org.spikestill.lab.loss.CrossEntropy;
import org.spikestill.lab.loss.DecodedMatch;
import org.spikestill.lab.loss.L1Penalty;
import org.spikestill.lab.loss.MeanSquaredError;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.loss.SoftTargets;
import org.spikestill.lab.progress.CancellationToken;
import org.spikestill.lab.torch.Adam;
import org.spikestill.lab.torch.Gradient;
import org.spikestill.lab.torch.Precision;
import org.spikestill.lab.train.Constant;
import org.spikestill.lab.train.TrainSettings;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.architecture.Architecture.Form;
import org.spikestill.model.architecture.ConvNet;
import org.spikestill.model.architecture.Mlp;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.neuron.Lif;
import tools.jackson.databind.node.JsonNodeFactory;

/// Any graph is carried out, stored, resumed and taken over.
class RunnerTest {
    private static final RunSettings STROKES = new RunSettings(new Strokes(200, 20, 12, 1), 0.2f, 1);
    private static final Objective LABELS = Objective.of(new CrossEntropy());
    private static final ConvNet SMALL = new ConvNet(List.of(4, 8), 3, List.of(16));

    @TempDir
    private Path temporary;

    private static TrainSettings training(int epochs, int batch, float learningRate) {
        return new TrainSettings(
                epochs,
                batch,
                0,
                new Adam().withLearningRate(learningRate),
                new Constant(),
                new None(),
                1,
                100,
                Gradient.BPTT,
                Precision.FLOAT32);
    }

    private static TrainNetwork network(Start start, TrainSettings training, Objective objective) {
        return new TrainNetwork("training", start, training, objective, Optional.empty(), List.of());
    }

    private static Start spiking() {
        return new Start.Spiking(SMALL, Form.student(0), new Lif(), new Direct(), 3);
    }

    private static Start artificial() {
        return new Start.Artificial(SMALL, Form.student(0));
    }

    private RunFolder folder(String name) throws IOException {
        Path place = temporary.resolve(name);
        return Files.exists(place.resolve(RunFolder.RECIPE))
                ? RunFolder.resume(place)
                : RunFolder.create(place, JsonNodeFactory.instance.objectNode());
    }

    private Results run(GraphExperiment experiment, String name, Heard heard, String... others) throws IOException {
        try (DataSplits data = experiment.run().open(Optional.empty());
                RunFolder folder = folder(name)) {
            List<Path> paths = List.of(others).stream().map(temporary::resolve).toList();
            return experiment.run(folder, data, paths, heard);
        }
    }

    private byte[] bytes(String run, String file) throws IOException {
        return Files.readAllBytes(temporary.resolve(run).resolve(file));
    }

    /// Waves of amplitudes 1 and 0.5 hold 0.8 and 0.2 of the squares: below 0.2 both are learned, at least in part.
    @Test
    void aRegressionRunsFromRandomWeights() throws IOException {
        DataSource waves = new Waves(1000, 100, 2, 1, 1, 0.5f, 1);
        Ref<ModelResult> fit = new Ref<>("fit");
        GraphExperiment experiment = new GraphExperiment(
                new RunSettings(waves, 0.2f, 1),
                graph -> graph.add(
                        "fit",
                        network(
                                new Start.Artificial(new Mlp(List.of(64, 64)), Form.teacher(0)),
                                training(40, 32, 3e-3f),
                                Objective.of(new MeanSquaredError()))));

        Heard heard = new Heard();
        Results results = run(experiment, "regression", heard);

        assertThat(results.get(fit).outcome().validation()).isLessThan(0.1);
        assertThat(results.epochs())
                .hasSize(40)
                .allSatisfy(epoch -> assertThat(epoch.metric().name()).isEqualTo("relative squared error"));
        assertThat(heard.lines).anyMatch(line -> line.startsWith("expected to take "));
    }

    /// Chance is 0.1; ten deviations of 200 samples above it are 0.31.
    @Test
    void aSpikingNetworkLearnsFromRandomWeights() throws IOException {
        RunSettings strokes = new RunSettings(new Strokes(1000, 20, 16, 1), 0.2f, 1);
        Start start = new Start.Spiking(
                new ConvNet(List.of(8, 16), 3, List.of(32)), Form.student(0), new Lif(), new Direct(), 4);
        GraphExperiment experiment = new GraphExperiment(
                strokes, graph -> graph.add("scratch", network(start, training(4, 25, 3e-3f), LABELS)));

        Results results = run(experiment, "scratch", new Heard());

        assertThat(results.get(new Ref<ModelResult>("scratch")).outcome().validation())
                .isGreaterThan(0.31);
    }

    private static GraphExperiment mutual() {
        Objective both = LABELS.with(new SoftTargets(2), 0.5f);
        TrainSettings training = training(2, 16, 2e-3f);
        return new GraphExperiment(STROKES, graph -> {
            Ref<TrainMutually.Pair> pair = graph.add(
                    "pair",
                    new TrainMutually(
                            new TrainMutually.Side("dnn", "dnn", artificial(), training, both, List.of()),
                            new TrainMutually.Side(
                                    "snn", "snn", spiking(), training, both.with(new DecodedMatch(), 1), List.of()),
                            "snn"));
            return graph.add("student", new Select(pair, "snn"));
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 12})
    void aMutualTrainingThatWasInterruptedEndsInTheSameBytes(int stopAfter) throws IOException {
        run(mutual(), "unbroken", new Heard());
        assertThatThrownBy(() -> run(mutual(), "stopped", new Heard(stopAfter)))
                .isInstanceOf(CancellationToken.Cancelled.class);
        Results results = run(mutual(), "stopped", new Heard());

        for (String file : List.of("pair.dnn.safetensors", "pair.snn.safetensors", "student.safetensors")) {
            assertThat(bytes("stopped", file)).as(file).isEqualTo(bytes("unbroken", file));
        }
        ModelFile student = results.get(new Ref<ModelResult>("student")).model();
        assertThat(student.network().isSpiking()).isTrue();
        assertThat(student.weights())
                .isEqualTo(results.get(new Ref<TrainMutually.Pair>("pair"))
                        .get("snn")
                        .model()
                        .weights());
        assertThat(results.epochs())
                .allSatisfy(epoch -> assertThat(epoch.terms())
                        .containsKeys(
                                "dnn.cross-entropy", "dnn.soft-targets", "snn.soft-targets", "snn.decoded-match"));
    }

    @Test
    void aTermOfNamedParametersIsLoggedAndPullsThemToZero() throws IOException {
        GraphExperiment experiment = new GraphExperiment(STROKES, graph -> {
            graph.add("plain", network(artificial(), training(2, 16, 2e-2f), LABELS));
            return graph.add(
                    "sparse",
                    network(artificial(), training(2, 16, 2e-2f), LABELS.with(new L1Penalty(List.of("conv1")), 1)));
        });

        Results results = run(experiment, "sparse", new Heard());

        assertThat(mean(results, "sparse", "conv1.weight")).isLessThan(0.7 * mean(results, "plain", "conv1.weight"));
        assertThat(results.epochs().getLast().terms()).containsOnlyKeys("cross-entropy", "l1");
    }

    private static double mean(Results results, String name, String parameter) {
        float[] values = results.get(new Ref<ModelResult>(name))
                .model()
                .weights()
                .get(parameter)
                .toFloats();
        double sum = 0;
        for (float value : values) {
            sum += Math.abs(value);
        }
        return sum / values.length;
    }

    private static GraphExperiment two(int epochsOfSecond) {
        return new GraphExperiment(STROKES, graph -> {
            Ref<ModelResult> first = graph.add("first", network(artificial(), training(1, 16, 1e-3f), LABELS));
            return graph.add("second", network(new Start.From(first), training(epochsOfSecond, 16, 1e-3f), LABELS));
        });
    }

    @Test
    void aResultOfTheSameKeyIsTakenOverFromAnotherFolder() throws IOException {
        run(two(1), "one", new Heard());
        Heard heard = new Heard();
        Results results = run(two(2), "other", heard, "one");

        assertThat(heard.trained).as("epochs trained").containsExactly("second", "second");
        assertThat(bytes("other", "first.safetensors")).isEqualTo(bytes("one", "first.safetensors"));
        assertThat(results.epochs()).as("history is taken over as well").hasSize(3);
        assertThat(bytes("other", "second.safetensors")).isNotEqualTo(bytes("one", "second.safetensors"));
    }

    @Test
    void otherSettingsMakeTheStepsAnewThatTheyConcern() throws IOException {
        run(two(1), "run", new Heard());
        byte[] first = bytes("run", "first.safetensors");
        Heard heard = new Heard();
        Results results = run(two(2), "run", heard);

        assertThat(heard.trained).containsExactly("second", "second");
        assertThat(bytes("run", "first.safetensors")).isEqualTo(first);
        assertThat(results.epochs())
                .as("no epoch of the result that was replaced")
                .hasSize(3);
        run(two(2), "fresh", new Heard());
        assertThat(bytes("run", "second.safetensors")).isEqualTo(bytes("fresh", "second.safetensors"));
    }

    @Test
    void aModelFileThatWasReplacedIsRefused() throws IOException {
        run(two(1), "run", new Heard());
        Path first = temporary.resolve("run/first.safetensors");
        Files.copy(
                temporary.resolve("run/second.safetensors"), first, java.nio.file.StandardCopyOption.REPLACE_EXISTING);

        assertThatThrownBy(() -> run(two(1), "run", new Heard()))
                .isInstanceOf(InvalidFile.class)
                .hasMessage(
                        first + ": is not the file that the step 'first' wrote: put that file back, or delete this one"
                                + " to have it made again");
        Files.delete(first);
        Heard heard = new Heard();
        run(two(1), "run", heard);
        assertThat(heard.trained).containsExactly("first");
    }

    @Test
    void aFinishedRunIsNotRepeated() throws IOException {
        run(two(1), "run", new Heard());
        Heard heard = new Heard();
        run(two(1), "run", heard);

        assertThat(heard.trained).isEmpty();
        assertThat(heard.lines).anyMatch(line -> line.startsWith("first: done before, validation "));
    }

    /// As a kill leaves it between the entry of a step and the end of its checkpoint.
    @Test
    void theCheckpointOfAFinishedStepGoes() throws IOException {
        run(two(1), "run", new Heard());
        Path left = Files.writeString(temporary.resolve("run/first.checkpoint"), "left");
        run(two(1), "run", new Heard());

        assertThat(left).doesNotExist();
    }

    @Test
    void aGraphNamesAStepThatReadsWhatNoStepBeforeItMakes() {
        Graph.Builder graph = new Graph.Builder();
        Ref<ModelResult> nowhere = new Ref<>("nowhere");
        graph.add("second", network(new Start.From(nowhere), training(1, 16, 1e-3f), LABELS));

        assertThatThrownBy(() -> graph.build(nowhere))
                .hasMessage("the step 'second' reads 'nowhere', which no step before it makes: add that step first");
        assertThatThrownBy(() -> new Ref<>("../first"))
                .hasMessage(
                        "a step is named '../first': a name has lower-case letters, digits and single hyphens, 60 at most");
    }
}

package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.model.file.ModelFile;
import tools.jackson.databind.JsonNode;

/// Distillations from the data to the report.
class DistillTest extends TinyRuns {
    @Test
    void theRecipeRunsFromTheDataToTheReport() throws IOException {
        Outcome outcome = distill(
                "--student-twin", "--seed", 7, "--student-training-epochs=2", "--conversion-reference-ticks", 4);
        String text = outcome.done();

        Optional<String> sentence =
                text.lines().filter(line -> line.contains(" gained, ")).findFirst();
        assertThat(sentence).as("the teacher's share").isPresent();
        assertThat(text.lines().map(line -> line.split(" {2,}")[0]))
                .containsExactly(
                        "network",
                        "teacher 3conv2linear",
                        "intermediate ANN 3conv2linear",
                        "converted SNN",
                        "converted SNN, T = 4",
                        "untaught student",
                        "distilled student",
                        sentence.get(),
                        "these intervals are of the test set's size: another seed may differ by more, which a table of several seeds shows (compare)",
                        "",
                        "report: " + out().resolve("report.html"));
        assertThat(outcome.err())
                .as("plain lines where there is no window")
                .contains("student, epoch 2 of 2: loss ")
                .contains("student at T = 2, 2 epochs by cross-entropy + 0.5 attention-match, the last kept")
                .doesNotContain("\r", "\u001b");
        assertThat(out())
                .isDirectoryContaining("glob:**/{teacher,ann,converted,untaught,student}.safetensors")
                .isDirectoryNotContaining("glob:**/{*.draft,*.part,*.checkpoint,.lock}");
        assertThat(out().resolve("report.html")).content().contains("<html");
        JsonNode settings = json(out().resolve("recipe.json"));
        assertThat(settings.get("seed").intValue()).isEqualTo(7);
        assertThat(settings.at("/student/training/epochs").intValue())
                .as("an option overrides the recipe")
                .isEqualTo(2);
        assertThat(settings.at("/ann/training/epochs").intValue()).isEqualTo(1);
        JsonNode summary = json(out().resolve("summary.json"));
        JsonNode evaluated = Outcome.of(
                        "evaluate",
                        out().resolve("student.safetensors"),
                        "--data=strokes:train=60,test=20,size=16",
                        "--engine=torch",
                        "--json")
                .json();
        assertThat(summary.at("/accuracy/student")).isEqualTo(evaluated.get("accuracy"));
        assertThat(summary.get("spikesPerSample")).isEqualTo(evaluated.get("spikesPerSample"));
        assertThat(summary.at("/digests/student")).isEqualTo(evaluated.get("modelDigest"));
        JsonNode share = summary.at("/teachersShare/student");
        double difference = summary.at("/accuracy/student").doubleValue()
                - summary.at("/accuracy/untaught").doubleValue();
        assertThat(share.get("difference").doubleValue()).isCloseTo(difference, within(1e-9));
        assertThat((share.get("gained").doubleValue() - share.get("lost").doubleValue()) / 20)
                .isCloseTo(difference, within(1e-9));
        assertThat(out().resolve("report.html")).content().contains("Teacher&#39;s share", "untaught twin");
    }

    /// What a method has no use for is not made.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "label-kd:rotated=2.7 | teacher,ann,converted,student | distilled",
                "lasnn-gradient:decay=0.3 | teacher,ann,converted,student | distilled",
                "two-stage-kd | teacher,ann,converted,student | distilled",
                "hybrid | ann,converted,student | hybrid",
                "conversion | ann,converted | converted",
                "spike-kd:assistant=3conv2linear(width=0.06),window=2"
                        + " | teacher-ann,teacher-converted,teacher,assistant-ann,assistant-converted,assistant,ann,converted,student"
                        + " | distilled"
            })
    void everyMethodIsUsableAlone(String method, String made, String role) throws IOException {
        boolean taught = made.contains("teacher");
        String text = (taught
                        ? distill("--method", method, "--student-training-gradient", "bptt", "--student-twin=false")
                        : untaught("--method", method, "--student-training-gradient", "bptt"))
                .done();

        List<String> models = new ArrayList<>();
        try (var files = Files.newDirectoryStream(out(), "*.safetensors")) {
            files.forEach(file -> models.add(file.getFileName().toString().replace(".safetensors", "")));
        }
        assertThat(models).containsExactlyInAnyOrder(made.split(","));
        JsonNode summary = json(out().resolve("summary.json"));
        String last = made.substring(made.lastIndexOf(',') + 1);
        assertThat(summary.get("method").stringValue()).isEqualTo(method.split(":")[0]);
        assertThat(summary.get("spikesPerSample").doubleValue()).isPositive();
        assertThat(summary.at("/accuracyByTick/" + last)).hasSize(2);
        assertThat(summary.at("/earlyExit/averageTicks").doubleValue()).isBetween(1.0, 2.0);
        assertThat(summary.at("/parity/samples").intValue()).isEqualTo(20);
        assertThat(text).contains("report: ");
        assertThat(out().resolve("report.html")).content().contains(role);
    }

    /// A taught ANN has a twin of its own, and so has its conversion.
    @Test
    void theTwinOfATaughtAnnIsTrainedFromLabelsAlone() throws IOException {
        String text = distill(
                        "--student-twin",
                        "--method=conversion",
                        "--ann-objective={loss=cross-entropy,weight=0.1},{loss=soft-targets,weight=0.9}")
                .done();

        assertThat(out())
                .isDirectoryContaining("glob:**/{teacher,ann,converted,untaught-ann,untaught-converted}.safetensors");
        JsonNode summary = json(out().resolve("summary.json"));
        assertThat(summary.at("/teachersShare/ann/untaught").stringValue()).isEqualTo("untaught-ann");
        assertThat(summary.at("/teachersShare/converted/untaught").stringValue())
                .isEqualTo("untaught-converted");
        assertThat(text).contains("untaught ANN", "untaught converted SNN");
    }

    /// Whatever the neuron learned, the student that is deployed has plain ones, which the engine runs as the trainer does.
    @ParameterizedTest
    @ValueSource(strings = {"learned-lif:leak=0.9", "lif:surrogate=spike-time(beta=0.1)"})
    void aStudentTrainsWithOtherNeurons(String neuron) throws IOException {
        untaught("--method=hybrid", "--student-neuron", neuron, "--student-training-gradient", "bptt")
                .done();

        assertThat(Outcome.of("info", out().resolve("student.safetensors")).done())
                .contains("lif")
                .doesNotContain("offset");
        assertThat(json(out().resolve("summary.json")).at("/parity/differences"))
                .isEmpty();
        distill(
                "--student-neuron",
                neuron,
                "--student-training-gradient",
                "rate-based",
                "--out",
                folder.resolve("other"));
        assertThat(folder.resolve("other")).doesNotExist();
    }

    @Test
    void anAnnWithBatchNormalisationIsFoldedOnTheWayToTheStudent() throws IOException {
        untaught("--method=hybrid", "--ann-batch-norm", "--ann-activation=qcfs:levels=2,start=2")
                .done();

        assertThat(Outcome.of("info", out().resolve("ann.safetensors")).done()).contains("batch-norm");
        assertThat(Outcome.of("info", out().resolve("student.safetensors")).done())
                .doesNotContain("batch-norm")
                .contains("conv1", "spike1");
        assertThat(json(out().resolve("summary.json")).at("/parity/differences"))
                .as("biases reach the engine")
                .isEmpty();
    }

    @Test
    void aProfileShowsEveryLayerAndWritesNothing() throws IOException {
        String text = Outcome.of("distill", "--recipe", tiny(false), "--profile", "--method=hybrid")
                .done();

        assertThat(text.lines().filter(line -> line.contains("a step of 16 samples")))
                .hasSize(2)
                .allMatch(line -> line.matches("(ann|student): .* takes [0-9.]+ ms, [0-9]+ samples a second"));
        assertThat(text.lines().map(line -> line.split(" ")[0]))
                .containsSubsequence("layer", "conv1", "relu1", "conv2", "fc2", "loss", "the")
                .containsSubsequence("layer", "conv1", "spike1", "conv2", "fc2", "readout", "loss", "the");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).containsExactly(folder.resolve("tiny.yaml"));
        }
        distill("--profile").refused(ExitCode.MISUSE, "--profile writes nothing: leave out --out");
    }

    @Test
    void aStudentStartsFromRandomWeightsOrFromAFile() throws IOException {
        untaught("--method=hybrid", "--student-start=scratch").done();
        assertThat(out()).isDirectoryNotContaining("glob:**/{ann,converted}.safetensors");
        Path student = out().resolve("student.safetensors");
        Path second = folder.resolve("second");

        untaught("--method=hybrid", "--student-start=file:path=" + student, "--out", second)
                .done();
        assertThat(ModelFile.read(second.resolve("student.safetensors"))
                        .provenance()
                        .parents())
                .containsExactly(ModelFile.digest(student));
        untaught("--method=hybrid", "--student-start=scratch", "--ann-batch-norm", "--out", folder.resolve("third"))
                .refused(
                        ExitCode.MISUSE,
                        "ann is set, but student.start names where the student starts, and no ANN is made: leave one of"
                                + " them out");
    }

    /// Samples of [1, 8, 8] are too small for the usual teacher's poolings.
    @Test
    @EnabledIfEnvironmentVariable(named = "SPIKESTILL_DATA", matches = ".+")
    void theTeacherFitsSmallSamples() {
        Outcome outcome = Outcome.of(
                "distill",
                "--data=digits",
                "--student-architecture=3conv2linear:width=0.1",
                "--student-ticks=2",
                "--student-training-epochs=1",
                "--ann-training-epochs=1",
                "--teacher-training-epochs=1",
                "--out",
                out());

        assertThat(outcome.done()).contains("teacher 3conv2linear");
    }

    /// Samples of [1, 1, 6] have no room for any pooling.
    @Test
    void samplesWithoutMapsGetNetworksThatTakeThem() throws IOException {
        IdxFiles.write(folder, 1, 6, 60, 1);
        List<Object> command = List.of(
                "distill",
                "--data=mnist",
                "--data-dir",
                folder,
                "--student-ticks=2",
                "--student-training-epochs=1",
                "--student-training-batch=16",
                "--ann-training-epochs=1",
                "--ann-training-batch=16",
                "--teacher-training-epochs=1",
                "--teacher-training-batch=16",
                "--out",
                out());
        List<Object> named = new ArrayList<>(command);
        named.add("--student-architecture=3conv2linear");
        Outcome.of(named.toArray())
                .refused(
                        ExitCode.MISUSE,
                        "'pool1' has a window of 2 on an input of [64, 1, 6]: the map is too small, use fewer poolings, a"
                                + " larger image, or the architecture mlp");
        assertThat(Outcome.of(command.toArray()).done()).contains("teacher mlp", "intermediate ANN mlp");
    }

    @Test
    void aFinishedRunIsNotRepeatedAndNotOverwritten() throws IOException {
        String first = distill().done();
        byte[] student = Files.readAllBytes(out().resolve("student.safetensors"));

        distill()
                .refused(
                        out(),
                        "holds a run already: go on with --resume " + out() + ", or name another folder with --out");
        assertThat(Outcome.of("distill", "--resume", out()).done()).isEqualTo(first);
        assertThat(out().resolve("student.safetensors")).hasBinaryContent(student);
    }

    @Test
    void resumingChangesNothing() throws IOException {
        distill().done();

        Outcome.of("distill", "--resume", out(), "--student-ticks", 4)
                .refused(ExitCode.MISUSE, "--resume goes on with the settings of its run: leave out --student-ticks");
        Outcome.of("distill", "--resume", folder)
                .refused(folder, "holds no run: there is no recipe.json to resume from");
    }
}

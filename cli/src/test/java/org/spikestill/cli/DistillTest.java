package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.model.Layer;
import org.spikestill.model.Shape;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.neuron.Lif;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DistillTest {
    @TempDir
    private Path folder;

    private Path out() {
        return folder.resolve("run");
    }

    private static JsonNode json(Path file) throws IOException {
        return JsonMapper.shared().readTree(Files.readString(file));
    }

    /// The smallest run there is, with more options behind it.
    private Outcome distill(Object... more) throws IOException {
        List<Object> arguments = new ArrayList<>(List.of("distill", "--recipe", tiny()));
        arguments.addAll(List.of(more));
        if (!arguments.contains("--out")) {
            arguments.addAll(List.of("--out", out()));
        }
        return Outcome.of(arguments.toArray());
    }

    private Path tiny() throws IOException {
        return Files.writeString(folder.resolve("tiny.yaml"), """
                data: {type: strokes, train: 60, test: 20, size: 16}
                teacher: {architecture: "3conv2linear:width=0.05", training: {epochs: 1, batch: 16}}
                ann: {training: {epochs: 1, batch: 16}}
                conversion: {balance: {samples: 16, ticks: 2}, thresholdScales: [1, 0.5]}
                student: {architecture: {type: 3conv2linear, width: 0.05}, ticks: 2, training: {epochs: 1, batch: 16}}
                """);
    }

    @Test
    void aProfileShowsEveryLayerAndWritesNothing() throws IOException {
        String text = Outcome.of("distill", "--recipe", tiny(), "--profile", "--method=hybrid")
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
    void theRecipeRunsFromTheDataToTheReport() throws IOException {
        Outcome outcome = distill(
                "--student-hybrid-baseline",
                "--seed",
                7,
                "--student-training-epochs=2",
                "--conversion-reference-ticks",
                4);
        String text = outcome.done();

        assertThat(text.lines().map(line -> line.split(" {2,}")[0]))
                .containsExactly(
                        "network",
                        "teacher 3conv2linear",
                        "intermediate ANN 3conv2linear",
                        "converted SNN",
                        "converted SNN, T = 4",
                        "hybrid student",
                        "distilled student",
                        "",
                        "report: " + out().resolve("report.html"));
        assertThat(outcome.err())
                .as("plain lines where there is no window")
                .contains("student, epoch 2 of 2: loss ")
                .doesNotContain("\r", "\u001b");
        assertThat(out())
                .isDirectoryContaining("glob:**/{teacher,ann,converted,hybrid,student}.safetensors")
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
    }

    /// What a method has no use for is not made.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "label-kd:rotated=2.7 | teacher,ann,converted,student | distilled",
                "lasnn-gradient:decay=0.3 | teacher,ann,converted,student | distilled",
                "hybrid | ann,converted,student | hybrid",
                "conversion | ann,converted | converted",
                "spike-kd:assistant=3conv2linear(width=0.06),window=2"
                        + " | teacher-ann,teacher-converted,teacher,assistant-ann,assistant-converted,assistant,ann,converted,student"
                        + " | distilled"
            })
    void everyMethodIsUsableAlone(String method, String made, String role) throws IOException {
        String text = distill("--method", method, "--student-training-gradient", "bptt")
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

    /// Whatever the neuron learned, the student that is deployed has plain ones, which the engine runs as the trainer does.
    @ParameterizedTest
    @ValueSource(strings = {"learned-lif:leak=0.9", "lif:surrogate=spike-time(beta=0.1)"})
    void aStudentTrainsWithOtherNeurons(String neuron) throws IOException {
        distill("--method=hybrid", "--student-neuron", neuron, "--student-training-gradient", "bptt")
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
    void aTeacherThatIsThereAlreadyIsNotTrained() throws IOException {
        distill("--method=label-kd").done();
        Path teacher = Files.move(out().resolve("teacher.safetensors"), folder.resolve("given.safetensors"));
        Path second = folder.resolve("second");

        Outcome outcome = distill("--teacher-file", teacher, "--out", second);
        assertThat(outcome.err())
                .contains(
                        "note: teacher.architecture is set, but teacher.file names a teacher that is trained already");
        assertThat(outcome.done()).contains("teacher given.safetensors");
        assertThat(outcome.err()).contains("teacher: taken from " + teacher).doesNotContain("teacher, epoch");
        assertThat(second.resolve("teacher.safetensors")).hasSameBinaryContentAs(teacher);
        distill("--teacher-file", teacher, "--out", folder.resolve("third"), "--data=strokes:train=60,test=20,size=20")
                .refused(
                        ExitCode.MISUSE,
                        "teacher.file " + teacher + " takes [1, 16, 16] and has 10 outputs,"
                                + " strokes:train=60,test=20,size=20 has [1, 20, 20] and 10 classes: name a network of"
                                + " these data for the teacher");
        assertThat(folder.resolve("third")).doesNotExist();
    }

    @Test
    void anAnnLearnsFromTheTeacherTooAndServesOtherRuns() throws IOException {
        String soft = "{loss=cross-entropy},{loss=soft-targets,weight=0.5}";
        distill("--method=conversion", "--ann-objective", soft).done();
        assertThat(out().resolve("metrics.jsonl"))
                .content()
                .containsPattern("\"network\":\"ann\".*\"soft-targets\":[0-9]");
        Path ann = Files.move(out().resolve("ann.safetensors"), folder.resolve("given.safetensors"));
        Path second = folder.resolve("second");

        Outcome outcome = distill("--method=hybrid", "--ann-file", ann, "--out", second);
        outcome.done();
        assertThat(outcome.err())
                .contains("ann: taken from " + ann)
                .doesNotContain("ann, epoch", "teacher", "validation split will be too high");
        Outcome other = distill("--method=hybrid", "--ann-file", ann, "--seed=5", "--out", folder.resolve("other"));
        other.done();
        assertThat(other.err())
                .contains(ann + " was trained with seed=1 and validationShare=0.1, so it knows samples that seed=5 and"
                        + " validationShare=0.1 hold out: accuracies on the validation split will be too high");
        assertThat(second.resolve("converted.safetensors"))
                .as("another run's conversion of the same ANN")
                .exists();
        distill(
                        "--method=hybrid",
                        "--ann-file",
                        ann,
                        "--ann-activation=qcfs:levels=2",
                        "--out",
                        folder.resolve("third"))
                .refused(
                        ExitCode.MISUSE,
                        "ann.file " + ann
                                + " has relu1 Activation[curve=RELU] where student.architecture and ann.activation ask for relu1 clip"
                                + " of 2 levels: set these two to what the file holds");
        distill("--ann-objective", "{loss=attention-match}", "--out", folder.resolve("third"))
                .refused(
                        ExitCode.MISUSE,
                        "ann.objective holds attention-match, which reads more than the logits of its images, and an"
                                + " ANN learns from nothing else: name cross-entropy, soft-targets, or another loss of logits");
        distill("--ann-objective", soft, "--ann-file", ann, "--out", folder.resolve("third"))
                .refused(
                        ExitCode.MISUSE,
                        "ann.objective is set, but file names an ANN that is trained already: leave one of them out");
        assertThat(folder.resolve("third")).doesNotExist();
    }

    @Test
    void theWayFromTheAnnToTheSpikingNetworkCanBeChosen() throws IOException {
        Outcome outcome = distill("--method=hybrid", "--conversion-method=light-calibration:batches=1,batch=32");
        outcome.done();
        assertThat(outcome.err())
                .contains("  the bias of 'conv1' makes up for what 'spike1' loses")
                .doesNotContain("thresholds scaled by");
        ModelFile converted = ModelFile.read(out().resolve("converted.safetensors"));
        Lif first = (Lif) ((Layer.Spike) converted.network().node("spike1").layer()).neuron();
        assertThat(converted.weights().get("spike1.v").toFloats())
                .as("calibrated neurons start at half their threshold")
                .containsOnly(first.threshold() / 2);
        assertThat(ModelFile.read(out().resolve("student.safetensors"))
                        .network()
                        .firing())
                .isEqualTo(converted.network().firing());

        Path second = folder.resolve("second");
        distill("--conversion-method=qcfs", "--out", second)
                .refused(
                        ExitCode.MISUSE,
                        "'relu1' is no quantised clip, so it has no trained threshold: train with the activation qcfs, or"
                                + " convert with rmp or light-calibration");
        distill("--conversion-method=rmp", "--student-neuron=lif:leak=0.9", "--out", second)
                .refused(
                        ExitCode.MISUSE,
                        "student.neuron is set, but the conversion rmp brings its own: leave one of them out");
        distill("--conversion-method=light-calibration", "--student-encoder=poisson", "--out", second)
                .refused(ExitCode.MISUSE, "encoder is 'poisson': calibration is made for direct encoding");
        assertThat(second).doesNotExist();
    }

    @Test
    void recordingsOfEventsAreSeenFrameByFrame() throws IOException {
        recordings();
        String bins = "--data=n-mnist:bins=4,cell=2";
        Outcome outcome = distill(
                "--method=hybrid",
                bins,
                "--data-dir",
                folder,
                "--student-encoder=frames:count=4",
                "--student-ticks=4",
                "--seed=3");
        outcome.done();

        assertThat(outcome.err()).contains("event-driven engine: 0 of 20 predictions differ from the trainer's");
        ModelFile student = ModelFile.read(out().resolve("student.safetensors"));
        assertThat(student.network().frame()).as("one frame a tick").isEqualTo(Shape.of(2, 17, 17));
        assertThat(student.network().input()).isEqualTo(Shape.of(8, 17, 17));
        assertThat(ModelFile.read(out().resolve("ann.safetensors")).network().frame())
                .as("the mean of all frames")
                .isEqualTo(Shape.of(2, 17, 17));

        Path second = folder.resolve("second");
        distill(bins, "--data-dir", folder, "--student-encoder=frames:count=3", "--out", second)
                .refused(
                        ExitCode.MISUSE,
                        "the encoder reads samples of 3 frames, and [8, 17, 17] is no map whose channels are a multiple"
                                + " of that: name as many frames as the data have");
        assertThat(second).doesNotExist();
    }

    /// Dots of a place of their digit's that move on in time, six training and two test recordings of each digit.
    private void recordings() throws IOException {
        for (int digit = 0; digit < 10; digit++) {
            for (int i = 0; i < 8; i++) {
                byte[] events = new byte[5 * 60];
                for (int k = 0; k < 60; k++) {
                    int micros = 1000 * k;
                    events[5 * k] = (byte) (k / 2);
                    events[5 * k + 1] = (byte) (3 * digit + i % 3);
                    events[5 * k + 2] = (byte) ((k % 2) << 7 | micros >> 16);
                    events[5 * k + 3] = (byte) (micros >> 8);
                    events[5 * k + 4] = (byte) micros;
                }
                Path place = folder.resolve("n-mnist")
                        .resolve(i < 6 ? "Train" : "Test")
                        .resolve("" + digit);
                Files.createDirectories(place);
                Files.write(place.resolve("0000" + i + ".bin"), events);
            }
        }
    }

    @Test
    void anAnnWithBatchNormalisationIsFoldedOnTheWayToTheStudent() throws IOException {
        distill("--method=hybrid", "--ann-batch-norm", "--ann-activation=qcfs:levels=2,start=2")
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
    void whatAMethodCannotDoIsRefusedAtOnce() throws IOException {
        distill("--method=lasnm")
                .refused(
                        ExitCode.MISUSE,
                        "method is 'lasnm': it must be one of [lasnn, lasnn-gradient, label-kd, spike-kd, hybrid, conversion]; did you mean"
                                + " 'lasnn'?");
        distill("--method=hybrid", "--student-hybrid-baseline")
                .refused(
                        ExitCode.MISUSE,
                        "student.hybridBaseline asks for a second student without a teacher, but the method is hybrid itself: leave it"
                                + " out");
        distill("--method=label-kd", "--objective", "{loss=cross-entropy}")
                .refused(
                        ExitCode.MISUSE,
                        "objective is set, but the method label-kd has its own: leave objective out, or name the method"
                                + " lasnn, which takes any");
        distill("--method=spike-kd:window=2", "--student-training-gradient=rate-based")
                .refused(
                        ExitCode.MISUSE,
                        "objective holds window-match, which learns from every tick, but rate-based gradients only know the"
                                + " average over ticks: set student.training.gradient to bptt");
        distill("--method=spike-kd:window=3", "--student-training-gradient=bptt")
                .refused(ExitCode.MISUSE, "window is 3 ticks: the student only has 2");
        distill("--objective", "{loss=feature-match}", "--teacher-architecture=3conv2linear:width=0.1")
                .refused(
                        ExitCode.MISUSE,
                        "feature-match compares channel by channel, but 'relu1' of the teacher is [6, 16, 16] and 'spike1'"
                                + " of the student [3, 16, 16]: name layers with as many channels in 'pairs'");
        assertThat(out()).doesNotExist();
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

    @Test
    void aRecipeThatSaysSomethingUnknownOrImpossibleIsRefused() throws IOException {
        Path recipe = folder.resolve("bad.yaml");

        Files.writeString(recipe, "tecaher: 4\n");
        String known =
                "there are [method, data, teacher, ann, conversion, student, objective, pairs, seed, validationShare]";
        Outcome.of("distill", "--recipe", recipe, "--out", out())
                .refused(recipe, "tecaher is no known field: " + known + "; did you mean 'teacher'?");
        Files.writeString(recipe, "student: {training: {epochs: 0}}\n");
        Outcome.of("distill", "--recipe", recipe, "--out", out())
                .refused(recipe, "student.training.epochs is 0: it must be a whole number from 1 to 10000");
        Files.writeString(recipe, "ticks: [4\n");
        assertThat(Outcome.of("distill", "--recipe", recipe, "--out", out()).err())
                .hasLineCount(1)
                .startsWith("spikestill: " + recipe + ": is not YAML: line 1, column 10: ");
        Outcome.of("distill", "--recipe", folder.resolve("none.json"))
                .refused(folder.resolve("none.json"), "there is no such file");
        assertThat(out()).doesNotExist();
    }

    @Test
    void anOptionThatIsUnknownOrImpossibleIsRefused() {
        Outcome.of("distill", "--out", out(), "--student-tick", 4)
                .refused(
                        ExitCode.MISUSE,
                        "there is no option '--student-tick', did you mean '--student-ticks'? 'spikestill distill --help' lists what"
                                + " there is");
        Outcome.of("distill", "--out", out(), "--student-ticks", 0)
                .refused(ExitCode.MISUSE, "student.ticks is 0: it must be a whole number from 1 to 100000");
        Outcome.of("distill", "--out", out(), "--student-architecture", "3conv2linear:width=0")
                .refused(ExitCode.MISUSE, "student.architecture.width is 0.0: it must lie in [0.01, 16.0]");
        Outcome.of("distill", "--out", out(), "--student-ticks", 2, "--student-ticks", 4)
                .refused(ExitCode.MISUSE, "option '--student-ticks' (VALUE) should be specified only once");
        assertThat(out()).doesNotExist();
    }

    @Test
    void networksThatDoNotFitLeaveNothingBehind() throws IOException {
        distill("--pairs", "{teacher=relu1,student=spike9}")
                .refused(
                        ExitCode.MISUSE,
                        "pairs name 'spike9' of the student, which has no such map; it has [spike1, spike2, spike3]");
        distill("--student-training-batch", 100)
                .refused(ExitCode.MISUSE, "student.training.batch is 100: there are only 54 training samples");
        assertThat(distill("--teacher-architecture", "vgg9", "--data", "strokes:train=60,test=20,size=12")
                        .err())
                .hasLineCount(1);
        assertThat(out()).doesNotExist();
    }

    @Test
    void aFolderThatCannotBeMadeIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        Path below = file.resolve("run");

        distill("--seed", 2);
        Outcome.of("distill", "--data", "strokes:train=100,test=10", "--out", below)
                .refused(below, "cannot be made: Not a directory; name another folder with --out");
    }
}

package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.spikestill.lab.convert.Converted;
import org.spikestill.lab.convert.FoldBatchNorm;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Scaling;
import org.spikestill.model.file.ModelFile;

/// Networks that a run takes from files.
class GivenNetworksTest extends TinyRuns {
    private static final String SOFT = "{loss=cross-entropy},{loss=soft-targets,weight=0.5}";

    private Path given(String name, Object... options) throws IOException {
        distill(options).done();
        Path model = Files.move(out().resolve(name + ".safetensors"), folder.resolve("given.safetensors"));
        try (Stream<Path> files = Files.walk(out())) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        return model;
    }

    @Test
    void aTeacherFromAFileIsNotTrained() throws IOException {
        Path teacher = given("teacher", "--method=label-kd");

        Outcome outcome = distill("--teacher-file", teacher);

        assertThat(outcome.done()).contains("teacher given.safetensors");
        assertThat(outcome.err())
                .contains("teacher: taken from " + teacher)
                .contains("note: teacher.architecture is set, but teacher.file names a teacher that is trained already:"
                        + " leave one of them out")
                .doesNotContain("teacher, epoch");
        assertThat(out().resolve("teacher.safetensors")).hasSameBinaryContentAs(teacher);
    }

    @Test
    void aTeacherOfOtherDataIsRefused() throws IOException {
        Path teacher = given("teacher", "--method=label-kd");

        distill("--teacher-file", teacher, "--data=strokes:train=60,test=20,size=20")
                .refused(
                        ExitCode.MISUSE,
                        "teacher.file " + teacher + " takes [1, 16, 16] and has 10 outputs,"
                                + " strokes:train=60,test=20,size=20 has [1, 20, 20] and 10 classes: name a network of"
                                + " these data for the teacher");
        assertThat(out()).doesNotExist();
    }

    @Test
    void anAnnLearnsFromTheTeacherToo() throws IOException {
        distill("--method=conversion", "--ann-objective", SOFT).done();

        assertThat(out().resolve("metrics.jsonl"))
                .content()
                .containsPattern("\"network\":\"ann\".*\"soft-targets\":[0-9]");
    }

    @Test
    void anAnnFromAFileIsConverted() throws IOException {
        Path ann = given("ann", "--method=conversion", "--ann-objective", SOFT);

        Outcome outcome = untaught("--method=hybrid", "--ann-file", ann);
        outcome.done();

        assertThat(outcome.err())
                .contains("ann: taken from " + ann)
                .doesNotContain("ann, epoch", "teacher", "validation split will be too high");
        assertThat(out().resolve("converted.safetensors")).exists();
    }

    /// The step of a distillation and the command `convert`, on the same ANN, data and settings; pixels of the ANN are scaled in a way of
    /// its own, as those of an imported one.
    @Test
    void aConversionIsThatOfTheCommand() throws IOException {
        Path ann = given("ann", "--method=conversion", "--ann-objective", SOFT);
        ModelFile trained = ModelFile.read(ann);
        Network network = trained.network().withScaling(new Scaling(List.of(0.2f), List.of(0.4f)));
        new ModelFile(network, trained.weights(), trained.provenance()).write(ann);
        String method = "light-calibration:batches=2,batch=16";
        Path alone = folder.resolve("alone.safetensors");

        untaught("--method=conversion", "--ann-file", ann, "--conversion-method", method)
                .done();
        Outcome.of("convert", ann, "--data", DATA, "--method", method, "--ticks", 2, "--out", alone)
                .done();

        ModelFile step = ModelFile.read(out().resolve("converted.safetensors"));
        ModelFile command = ModelFile.read(alone);
        assertThat(step.network()).isEqualTo(command.network());
        assertThat(step.network().scaling()).isEqualTo(network.scaling());
        assertThat(step.weights().blocks()).isEqualTo(command.weights().blocks());
    }

    @Test
    void anAnnThatKnowsTheHeldOutSamplesIsPointedOut() throws IOException {
        Path ann = given("ann", "--method=conversion", "--ann-objective", SOFT);

        Outcome outcome = untaught("--method=hybrid", "--ann-file", ann, "--seed=5");
        outcome.done();

        assertThat(outcome.err())
                .contains(ann + " was trained with seed=1 and validationShare=0.1, so it knows samples that seed=5 and"
                        + " validationShare=0.1 hold out: accuracies on the validation split will be too high");
    }

    @Test
    void anAnnOfAnotherShapeIsRefused() throws IOException {
        Path ann = given("ann", "--method=conversion", "--ann-objective", SOFT);

        untaught("--method=hybrid", "--ann-file", ann, "--ann-activation=qcfs:levels=2")
                .refused(
                        ExitCode.MISUSE,
                        "ann.file " + ann + " has relu1 Activation[curve=RELU] where student.architecture and"
                                + " ann.activation ask for relu1 clip of 2 levels: set these two to what the file holds");
        untaught("--ann-objective", SOFT, "--ann-file", ann)
                .refused(
                        ExitCode.MISUSE,
                        "ann.objective is set, but file names an ANN that is trained already: leave one of them out");
        assertThat(out()).doesNotExist();
    }

    /// Biases and no batch normalisation, the form of an ONNX file after folding, which no architecture of the catalogue has.
    private Path folded(Object... options) throws IOException {
        Path ann = given("ann", options);
        ModelFile trained = ModelFile.read(ann);
        Converted folded = new FoldBatchNorm().apply(trained.network(), trained.weights(), null);
        new ModelFile(folded.network(), folded.weights(), trained.provenance()).write(ann);
        return ann;
    }

    @Test
    void anAnnOfAnyShapeIsTaken() throws IOException {
        Path ann = folded(
                "--method=conversion", "--ann-batch-norm", "--ann-objective", SOFT, "--ann-training-dropout=0.3");
        Object[] run = {
            "distill",
            "--data=" + DATA,
            "--method=hybrid",
            "--ann-file=" + ann,
            "--student-ticks=2",
            "--student-training-epochs=1",
            "--out=" + out()
        };

        Outcome outcome = Outcome.of(run);

        assertThat(outcome.done()).contains("intermediate ANN given.safetensors");
        Network given = ModelFile.read(ann).network();
        Network student = ModelFile.read(out().resolve("student.safetensors")).network();
        assertThat(layers(student, Layer.Conv2d.class)).isEqualTo(layers(given, Layer.Conv2d.class));
        assertThat(layers(given, Layer.Dropout.class)).contains(new Layer.Dropout(0.3f));
        assertThat(layers(student, Layer.Dropout.class)).containsOnly(new Layer.Dropout(0));
    }

    private static List<Layer> layers(Network network, Class<? extends Layer> kind) {
        return network.nodes().stream()
                .map(Network.Node::layer)
                .filter(kind::isInstance)
                .toList();
    }

    @Test
    void anAnnBringsItsActivation() throws IOException {
        Path ann =
                given("ann", "--method=conversion", "--ann-objective", SOFT, "--ann-activation=qcfs:levels=3,start=5");

        Outcome outcome = untaught("--method=hybrid", "--ann-file", ann);
        outcome.done();

        assertThat(outcome.err())
                .contains("'relu1' became 'spike1', lif:threshold=")
                .doesNotContain("thresholds scaled by");
    }

    @Test
    void aNetworkOfAFileHasNoPlaceForDropout() throws IOException {
        Path ann = folded("--method=conversion", "--ann-batch-norm", "--ann-objective", SOFT);

        Outcome.of("distill", "--data", DATA, "--ann-file", ann, "--student-training-dropout=0.1", "--out", out())
                .refused(
                        ExitCode.MISUSE,
                        "student.training.dropout is 0.1, but nothing says where in the network of ann.file it belongs:"
                                + " leave it out, or name the file's student.architecture");
        Outcome.of("distill", "--data", DATA, "--ann-file", ann, "--ann-batch-norm", "--out", out())
                .refused(
                        ExitCode.MISUSE,
                        "ann.batchNorm is set, but ann.file names an ANN that has it or has it not: leave it out, or name"
                                + " student.architecture too");
        assertThat(out()).doesNotExist();
    }

    @Test
    void anAnnLearnsFromMaps() throws IOException {
        distill(
                        "--method=conversion",
                        "--ann-objective",
                        "{loss=cross-entropy},{loss=attention-match,weight=0.5,epochs=1}")
                .done();
        assertThat(out()).isDirectoryContaining("glob:**/{teacher,ann,untaught-ann}.safetensors");
        assertThat(out().resolve("metrics.jsonl")).content().contains("attention-match");
    }

    @Test
    void anAnnHasNoTicksToLearnFrom() throws IOException {
        distill("--ann-objective", "{loss=tick-cross-entropy}")
                .refused(
                        ExitCode.MISUSE,
                        "ann.objective holds tick-cross-entropy, which reads spikes, ticks or rotated copies, and an ANN has"
                                + " none: name cross-entropy, soft-targets, attention-match, or another loss of logits or maps");
        assertThat(out()).doesNotExist();
    }
}

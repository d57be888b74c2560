package org.spikestill.lab.distill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Labels;
import org.spikestill.lab.experiment.ExperimentRun;
import org.spikestill.lab.experiment.Plan;
import org.spikestill.lab.experiment.RunFolder;
import org.spikestill.lab.progress.CancellationToken;
import org.spikestill.lab.progress.Progress;
import org.spikestill.lab.progress.RecordedProgress;
import org.spikestill.lab.teacher.NetworkTeacher;
import org.spikestill.lab.teacher.Teacher;
import org.spikestill.lab.teacher.TeacherPredictions;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.lab.train.HeInit;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.architecture.Architecture.Form;
import org.spikestill.model.architecture.ThreeConvTwoLinear;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Provenance;
import org.spikestill.model.settings.Seed;
import org.spikestill.model.settings.Settings;
import tools.jackson.databind.JsonNode;

/// A run without any label: a teacher's predictions are all there is.
class UnlabelledRunTest {
    private static final String SAMPLES = "strokes(train=160,test=40,size=16)";

    @TempDir
    private static Path temporary;

    private static Path teacher;

    @BeforeAll
    static void writeTeacher() throws IOException {
        Network network = new ThreeConvTwoLinear(0.1f).network(Shape.of(1, 16, 16), 10, Form.teacher(0));
        teacher = temporary.resolve("teacher.safetensors");
        new ModelFile(
                        network,
                        HeInit.of(network, Seed.of(3)),
                        Provenance.of("test", Settings.write(new Strings()), Seed.of(3)))
                .write(teacher);
    }

    private record Strings() {}

    private static DistillSettings settings(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(Map.ofEntries(
                Map.entry("method", "lasnn"),
                Map.entry("data", "unlabelled:data=" + SAMPLES),
                Map.entry("objective", "{loss=soft-targets},{loss=attention-match,weight=0.1}"),
                Map.entry("ann-objective", "{loss=soft-targets}"),
                Map.entry("teacher-file", teacher.toString()),
                Map.entry("student-architecture", "3conv2linear:width=0.1"),
                Map.entry("student-ticks", "2"),
                Map.entry("conversion-threshold-scales", "0.5"),
                Map.entry("conversion-balance-samples", "32"),
                Map.entry("ann-training-epochs", "2"),
                Map.entry("ann-training-batch", "16"),
                Map.entry("student-training-epochs", "1"),
                Map.entry("student-training-batch", "16")));
        all.putAll(more);
        return Settings.with(new DistillSettings(), all);
    }

    @Test
    void agreementIsMeasuredAndNeverCalledAccuracy() throws IOException {
        DistillSettings settings = settings(Map.of());
        Path out = temporary.resolve("run");
        RecordedProgress told = new RecordedProgress();
        String text;
        try (DataSplits data = settings.run().open(Optional.empty());
                RunFolder folder = RunFolder.create(out, ExperimentRun.write(settings))) {
            text = ExperimentRun.run(settings, folder, data, told, new CancellationToken());
        }
        JsonNode summary = Settings.fromJson(Files.readString(out.resolve("summary.json")), "summary");
        double agreement = summary.at("/agreement/student").doubleValue();

        assertThat(summary.at("/accuracy")).isEmpty();
        assertThat(agreement).as("measured again, by hand").isCloseTo(measured(out), within(1e-9));
        assertThat(visible(Files.readString(out.resolve("report.html"))))
                .contains("Agreement with the teacher", "how many of these are right is not known")
                .doesNotContainIgnoringCase("accuracy");
        assertThat(String.join("\n", told.all()))
                .contains("no labels: agreement with the predictions of the teacher is measured")
                .contains("agreement");
        assertThat(String.join("\n", told.all()).replace("and not accuracy", ""))
                .doesNotContainIgnoringCase("accuracy");
        assertThat(text).contains("agreement").doesNotContainIgnoringCase("accuracy");
    }

    /// The text of a page, without its scripts and styles.
    private static String visible(String html) {
        return html.replaceAll("(?s)<(script|style).*?</\\1>", "");
    }

    /// Share of test samples on which the student of a run predicts the teacher's class.
    private static double measured(Path run) throws IOException {
        try (DataSplits data = DataSplits.of(settings(Map.of()).run().data(), Optional.empty(), 0.1f, Seed.of(1));
                Teacher taught = open(teacher);
                Teacher student = open(run.resolve("student.safetensors"))) {
            int[] wanted = TeacherPredictions.of(taught, data.test());
            int[] found = TeacherPredictions.of(student, data.test());
            int same = 0;
            for (int i = 0; i < wanted.length; i++) {
                same += wanted[i] == found[i] ? 1 : 0;
            }
            return (double) same / wanted.length;
        }
    }

    private static Teacher open(Path file) {
        ModelFile model = ModelFile.read(file);
        return new NetworkTeacher(new TorchNetwork(model.network(), model.weights()), ModelFile.digest(file));
    }

    @Test
    void lossesThatNeedLabelsAreRefusedByName() throws IOException {
        refused(
                Map.of("ann-objective", "{loss=cross-entropy}"),
                "objective holds cross-entropy, which reads classes, but the labels are none: name soft-targets, or"
                        + " another loss that reads a teacher's targets alone");
        refused(
                Map.of("objective", "{loss=soft-targets},{loss=tick-cross-entropy,weight=0.1}"),
                "objective holds tick-cross-entropy, which reads classes, but the labels are none: name soft-targets, or"
                        + " another loss that reads a teacher's targets alone");
    }

    private static void refused(Map<String, String> changed, String message) throws IOException {
        DistillSettings settings = settings(changed);
        try (DataSplits data = settings.run().open(Optional.empty())) {
            assertThatThrownBy(() -> Plan.of(settings, data))
                    .isInstanceOf(InvalidSettings.class)
                    .hasMessage(message);
        }
    }

    @Test
    void aTeacherThatIsTrainedAlreadyIsNeeded() throws IOException {
        DistillSettings settings = Settings.with(new DistillSettings(), Map.of("data", "unlabelled:data=" + SAMPLES));
        try (DataSplits data = settings.run().open(Optional.empty())) {
            assertThatThrownBy(() -> Plan.of(settings, data))
                    .isInstanceOf(InvalidSettings.class)
                    .hasMessage(
                            "unlabelled:data=" + SAMPLES + " has no labels, and a teacher is trained on labels: name a"
                                    + " trained one with teacher.file");
        }
    }

    /// Cross-entropy reads the labels there are, soft targets are of all samples.
    @Test
    void fewLabelsBesideManySamplesAreBothUsed() throws IOException {
        DistillSettings settings = settings(Map.of(
                "data",
                "partly-labelled:labelled=strokes(train=60,test=40,size=16),unlabelled=strokes(train=100,test=40,size=16,seed=2)",
                "objective",
                "{loss=cross-entropy},{loss=soft-targets}",
                "ann-objective",
                "{loss=cross-entropy},{loss=soft-targets}"));
        Path out = temporary.resolve("partly");
        try (DataSplits data = settings.run().open(Optional.empty());
                RunFolder folder = RunFolder.create(out, ExperimentRun.write(settings))) {
            assertThat(data.train().labels().kind()).isEqualTo(Labels.Kind.SOME_CLASSES);
            ExperimentRun.run(settings, folder, data, Progress.silent(), new CancellationToken());
            assertThat(folder.history().of("student")).allSatisfy(epoch -> {
                assertThat(epoch.terms().get("cross-entropy")).isPositive();
                assertThat(epoch.terms().get("soft-targets")).isPositive();
            });
        }
        JsonNode summary = Settings.fromJson(Files.readString(out.resolve("summary.json")), "summary");
        assertThat(summary.at("/accuracy/student").isNumber()).isTrue();
        assertThat(summary.at("/agreement")).isEmpty();
    }
}

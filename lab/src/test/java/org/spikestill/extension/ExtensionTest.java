package org.spikestill.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.data.DataSplits;
import org.spikestill.lab.distill.DistillSettings;
import org.spikestill.lab.experiment.Experiment;
import org.spikestill.lab.experiment.ExperimentRun;
import org.spikestill.lab.experiment.Plan;
import org.spikestill.lab.experiment.RunFolder;
import org.spikestill.lab.progress.CancellationToken;
import org.spikestill.lab.progress.Progress;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.settings.Settings;
import tools.jackson.databind.JsonNode;

/// What the toolkit promises to those who extend it: [Tiring] and [SmallLogits] are one file each and one line in
/// `META-INF/services`, and go all the way from the command line's text to the report.
class ExtensionTest {
    private static final DistillSettings SETTINGS = Settings.with(
            new DistillSettings(),
            Map.ofEntries(
                    Map.entry("method", "lasnn"),
                    Map.entry("data", "strokes:train=120,test=20,size=16"),
                    Map.entry("student-neuron", "tiring:strength=0.2"),
                    Map.entry(
                            "objective", "{loss=cross-entropy},{loss=small-logits,weight=0.1},{loss=attention-match}"),
                    Map.entry("student-architecture", "3conv2linear:width=0.1"),
                    Map.entry("teacher-architecture", "3conv2linear:width=0.1"),
                    Map.entry("student-ticks", "4"),
                    Map.entry("conversion-threshold-scales", "0.5"),
                    Map.entry("conversion-balance-samples", "32"),
                    Map.entry("teacher-training-epochs", "1"),
                    Map.entry("teacher-training-batch", "16"),
                    Map.entry("ann-training-epochs", "1"),
                    Map.entry("ann-training-batch", "16"),
                    Map.entry("student-training-gradient", "bptt"),
                    Map.entry("student-training-epochs", "2"),
                    Map.entry("student-training-batch", "16")));

    @TempDir
    private Path temporary;

    @Test
    void aToyNeuronAndAToyLossGoAllTheWay() throws IOException {
        Path out = temporary.resolve("run");
        try (DataSplits data = data();
                RunFolder folder = RunFolder.create(out, ExperimentRun.write(SETTINGS))) {
            ExperimentRun.run(SETTINGS, folder, data, Progress.silent(), new CancellationToken());
            JsonNode summary = Settings.fromJson(Files.readString(out.resolve("summary.json")), "summary");

            assertThat(folder.history().of("student"))
                    .as("the loss is logged under its own name")
                    .hasSize(2)
                    .allSatisfy(epoch -> assertThat(epoch.terms())
                            .containsOnlyKeys("cross-entropy", "small-logits", "attention-match"));
            ModelFile student = ModelFile.read(out.resolve("student.safetensors"));
            assertThat(student.weights())
                    .as("the neuron trained")
                    .isNotEqualTo(
                            ModelFile.read(out.resolve("converted.safetensors")).weights());
            assertThat(student.network().firing())
                    .as("the neuron was balanced, stored and read back")
                    .isNotEmpty()
                    .allSatisfy(node -> assertThat(node.layer())
                            .isInstanceOfSatisfying(
                                    Layer.Spike.class,
                                    spike -> assertThat(spike.neuron()).isInstanceOfSatisfying(Tiring.class, tiring -> {
                                        assertThat(tiring.strength()).isEqualTo(0.2f);
                                        assertThat(tiring.threshold()).isNotEqualTo(new Tiring().threshold());
                                    })));
            assertThat(summary.at("/spikesPerSample").doubleValue())
                    .as("the neuron fires, or this test shows nothing")
                    .isPositive();
            assertThat(summary.at("/parity/differences"))
                    .as("the engine runs it as the trainer does")
                    .isEmpty();
        }
        assertThat(out.resolve("report.html")).content().contains("tiring", "small-logits");
        assertThat(out.resolve("summary.json")).content().contains("\"tiring\"", "\"small-logits\"");
    }

    /// Not once the teacher is trained.
    @Test
    void whatOnlyABuiltInNeuronCanDoIsRefusedAtOnce() throws IOException {
        DistillSettings rateBased = Settings.with(SETTINGS, Map.of("student-training-gradient", "rate-based"));
        try (DataSplits data = data()) {
            assertThatThrownBy(() -> Plan.of(rateBased, data))
                    .isInstanceOf(InvalidNetwork.class)
                    .hasMessageStartingWith("'spike1' is Tiring[")
                    .hasMessageEndingWith(
                            "], through which rate-based gradients cannot flow: train with the gradient bptt");
            assertThat(Plan.of(SETTINGS, data).keys()).isNotEmpty();
        }
    }

    private Path run(Experiment experiment, String name) throws IOException {
        Path out = temporary.resolve(name);
        try (DataSplits data = experiment.run().open(Optional.empty());
                RunFolder folder = RunFolder.create(out, ExperimentRun.write(experiment))) {
            ExperimentRun.run(experiment, folder, data, Progress.silent(), new CancellationToken());
        }
        return out;
    }

    /// One file: the loss, which brings the target that it reads and names the layer that is recorded.
    @Test
    void aLossReadsSomethingNewOfTeacherAndStudent() throws IOException {
        Path out = run(
                Settings.with(
                        SETTINGS,
                        Map.of("objective", "{loss=cross-entropy},{loss=entropy-match(layer=spike2),weight=0.5}")),
                "entropy");

        try (RunFolder folder = RunFolder.resume(out)) {
            assertThat(folder.history().of("student"))
                    .hasSize(2)
                    .allSatisfy(epoch ->
                            assertThat(epoch.terms().get("entropy-match")).isBetween(1e-9, 1.0));
        }
    }

    /// One file: the method lays out its networks, and the run evaluates and reports them.
    @Test
    void aMethodMakesOneNetworkMore() throws IOException {
        Path out = run(Settings.with(SETTINGS, Map.of("method", "twice-trained")), "twice");

        assertThat(out).isDirectoryContaining("glob:**/first.safetensors");
        JsonNode summary = Settings.fromJson(Files.readString(out.resolve("summary.json")), "summary");
        assertThat(summary.at("/accuracy/first").isNumber()).isTrue();
        assertThat(ModelFile.read(out.resolve("student.safetensors"))
                        .provenance()
                        .parents())
                .startsWith(ModelFile.digest(out.resolve("first.safetensors")));
        assertThat(out.resolve("report.html")).content().contains("twice-trained student");
    }

    /// One file each: the experiment with a section of its own, and a teacher that is no network.
    @Test
    void anExperimentFromOutsideHasItsOwnTeacherAndItsOwnSection() throws IOException {
        Experiment study = Experiment.catalog().parse("toy-study:logit=5,training.batch=16");
        Path out = run(study, "study");

        assertThat(out.resolve("report.html")).content().contains("Sureness of the teacher", "logit is 5.0");
        try (RunFolder folder = RunFolder.resume(out)) {
            assertThat(ExperimentRun.read(folder)).isEqualTo(study);
            assertThat(folder.history().of("net"))
                    .allSatisfy(epoch -> assertThat(epoch.terms()).containsOnlyKeys("soft-targets"));
        }
    }

    @Test
    void aTeachersSettingsArePartOfTheKey() throws IOException {
        try (DataSplits data = new ToyStudy().run().open(Optional.empty())) {
            assertThat(Plan.of(Experiment.catalog().parse("toy-study:logit=5"), data)
                            .keys())
                    .isNotEqualTo(Plan.of(Experiment.catalog().parse("toy-study:logit=6"), data)
                            .keys());
        }
    }

    private static DataSplits data() throws IOException {
        return SETTINGS.run().open(Optional.empty());
    }
}

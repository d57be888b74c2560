package org.spikestill.extension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.data.DataSplits;
import org.spikestill.lab.recipe.DistillSettings;
import org.spikestill.lab.recipe.Judge;
import org.spikestill.lab.recipe.LayerwiseDistill;
import org.spikestill.lab.recipe.LayerwiseDistill.Models;
import org.spikestill.lab.recipe.RunFolder;
import org.spikestill.lab.recipe.Stage;
import org.spikestill.lab.recipe.Telling;
import org.spikestill.lab.train.CancellationToken;
import org.spikestill.lab.train.Progress;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.settings.Seed;
import org.spikestill.model.settings.Settings;
import org.spikestill.report.result.Epoch;

/// What the toolkit promises to those who extend it: [Tiring] and [SmallLogits] are one file each and one line in
/// `META-INF/services`, and go all the way from the command line's text to the report.
class ExtensionTest {
    private static final DistillSettings SETTINGS = Settings.with(
            new DistillSettings(),
            Map.ofEntries(
                    Map.entry("data", "strokes:train=120,test=20,size=16"),
                    Map.entry("neuron", "tiring:strength=0.2"),
                    Map.entry(
                            "objective", "{loss=cross-entropy},{loss=small-logits,weight=0.1},{loss=attention-match}"),
                    Map.entry("student", "3conv2linear:width=0.1"),
                    Map.entry("teacher", "3conv2linear:width=0.1"),
                    Map.entry("ticks", "4"),
                    Map.entry("scales", "0.5"),
                    Map.entry("balance-samples", "32"),
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
                RunFolder folder = RunFolder.create(out, SETTINGS)) {
            LayerwiseDistill recipe =
                    new LayerwiseDistill(folder, SETTINGS, data, Progress.silent(), new CancellationToken());
            Models models = recipe.run();
            Judge.Verdict verdict = new Judge(SETTINGS, data, recipe, Progress.silent()).judge(models);
            new Telling(folder, SETTINGS, data, models, verdict).write();

            assertThat(studentEpochs(folder))
                    .as("the loss is logged under its own name")
                    .hasSize(2)
                    .allSatisfy(epoch -> assertThat(epoch.terms())
                            .containsOnlyKeys("cross-entropy", "small-logits", "attention-match"));
            assertThat(models.student().weights())
                    .as("the neuron trained")
                    .isNotEqualTo(models.get(Stage.CONVERTED).weights());
            assertThat(ModelFile.read(folder.model(Stage.STUDENT)).network().firing())
                    .as("the neuron was balanced, stored and read back")
                    .isNotEmpty()
                    .allSatisfy(node -> assertThat(node.layer())
                            .isInstanceOfSatisfying(
                                    Layer.Spike.class,
                                    spike -> assertThat(spike.neuron()).isInstanceOfSatisfying(Tiring.class, tiring -> {
                                        assertThat(tiring.strength()).isEqualTo(0.2f);
                                        assertThat(tiring.threshold()).isNotEqualTo(new Tiring().threshold());
                                    })));
            assertThat(verdict.test().get(Stage.STUDENT).spikesPerSample())
                    .as("the neuron fires, or this test shows nothing")
                    .isPositive();
            assertThat(verdict.parity().differences())
                    .as("the engine runs it as the trainer does")
                    .isEmpty();
        }
        assertThat(out.resolve("report.html")).content().contains("tiring", "small-logits");
        assertThat(out.resolve("summary.json")).content().contains("\"tiring\"", "\"small-logits\"");
    }

    /// Not once the teacher is trained.
    @Test
    void whatOnlyABuiltInNeuronCanDoIsRefusedAtOnce() throws IOException {
        DistillSettings collapsed = Settings.with(SETTINGS, Map.of("student-training-gradient", "rate-based"));
        try (DataSplits data = data()) {
            assertThatThrownBy(() -> LayerwiseDistill.check(collapsed, data))
                    .isInstanceOf(InvalidNetwork.class)
                    .hasMessageStartingWith("'spike1' is Tiring[")
                    .hasMessageEndingWith(
                            "], through which rate-based gradients cannot flow: train with the gradient bptt");
            LayerwiseDistill.check(SETTINGS, data);
        }
    }

    private static DataSplits data() throws IOException {
        return DataSplits.of(SETTINGS.data(), Optional.empty(), SETTINGS.validation(), Seed.of(SETTINGS.seed()));
    }

    private static List<Epoch> studentEpochs(RunFolder folder) {
        return folder.history().stream()
                .filter(each -> each.network().equals("student"))
                .toList();
    }
}

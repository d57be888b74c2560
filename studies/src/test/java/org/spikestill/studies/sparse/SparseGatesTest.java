package org.spikestill.studies.sparse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.lab.experiment.ExperimentRun;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.studies.Studies;

class SparseGatesTest {
    @TempDir
    private Path folder;

    private static SparseGates small(String... more) {
        return Studies.with(
                new SparseGates(),
                Studies.join(
                        more,
                        "data=strokes:train=1500,test=100",
                        "ticks=2",
                        "architecture=mlp:hidden=[32]",
                        "training-epochs=8",
                        "training-batch=20",
                        "training-optimizer=adam:learningRate=0.01",
                        "gating-epochs=8",
                        "gating-batch=20",
                        "gating-optimizer=adam:learningRate=0.003",
                        "tuning-epochs=2",
                        "tuning-batch=20",
                        "penalty=0.0001",
                        "validation-share=0.2"));
    }

    /// Chance is 0.1; ten deviations of 100 samples above it are 0.4.
    @ParameterizedTest
    @ValueSource(strings = {"synapse", "input"})
    void synapsesGoAndOperationsFall(String gates) throws IOException {
        Path place = folder.resolve("run");
        String text = Studies.run(small("gates=" + gates), place);
        assertThat(text).contains("synapses removed");
        var summary = Studies.summary(place);
        assertThat(summary.get("removed").asDouble()).isGreaterThan(0.3);
        assertThat(summary.get("accuracy").get("sparse").asDouble()).isGreaterThan(0.4);
        assertThat(summary.get("operationsSaved").asDouble()).isGreaterThan(0.2);
        assertThat(Files.size(place.resolve("sparse.safetensors")))
                .isLessThan(Files.size(place.resolve("dense.safetensors")));
        assertThat(Files.readString(place.resolve(ExperimentRun.REPORT)))
                .contains("Operations and time", "Synapses by layer");
    }

    /// Fine-tuning moves the weights that pruning has left and no others.
    @Test
    void removedSynapsesStayRemoved() throws IOException {
        Path place = folder.resolve("run");
        Studies.run(small("training-epochs=4", "gating-epochs=4"), place);
        float[] pruned = weights(place.resolve("pruned.safetensors"));
        float[] sparse = weights(place.resolve("sparse.safetensors"));
        int moved = 0;
        for (int i = 0; i < pruned.length; i++) {
            assertThat(sparse[i] == 0).isEqualTo(pruned[i] == 0);
            moved += sparse[i] != pruned[i] ? 1 : 0;
        }
        assertThat(moved).isGreaterThan(100);
    }

    private static float[] weights(Path file) {
        return ModelFile.read(file)
                .weights()
                .blocks()
                .values()
                .iterator()
                .next()
                .toFloats();
    }

    @Test
    void aRunThatGoesOnEndsInTheSameBytes() throws IOException {
        Path place = folder.resolve("run");
        SparseGates experiment = small("training-epochs=2", "gating-epochs=2");
        Studies.run(experiment, place);
        byte[] before = Files.readAllBytes(place.resolve("sparse.safetensors"));
        for (String step : new String[] {"gated", "pruned", "sparse"}) {
            Files.delete(place.resolve("steps/" + step + ".json"));
            Files.delete(place.resolve(step + ".safetensors"));
        }
        Studies.resume(place);
        assertThat(Files.readAllBytes(place.resolve("sparse.safetensors"))).isEqualTo(before);
    }

    /// The dense network of one run teaches the sparse one of the next.
    @Test
    void aSparseStudentLearnsFromATeacher() throws IOException {
        Studies.run(small("training-epochs=1", "gating-epochs=1"), folder.resolve("teacher"));
        String teacher = folder.resolve("teacher/dense.safetensors").toString();
        String objective = "objective=[{loss=cross-entropy},{loss=soft-targets(temperature=2)}]";
        Studies.run(
                small("training-epochs=1", "gating-epochs=1", objective, "teacher=" + teacher),
                folder.resolve("student"));
        assertThat(Files.readString(folder.resolve("student/metrics.jsonl"))).contains("\"soft-targets\"", "\"l0\"");
        assertThatThrownBy(() -> small(objective))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageContaining("name its model file with --teacher");
    }
}

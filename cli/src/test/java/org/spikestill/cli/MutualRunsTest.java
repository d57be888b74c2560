package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.spikestill.model.Weights;
import org.spikestill.model.file.ModelFile;
import tools.jackson.databind.JsonNode;

/// Mutual distillation from the command line: all three paths, each alone, and none.
class MutualRunsTest extends TinyRuns {
    private JsonNode summary(String name, Object... more) throws IOException {
        Path out = folder.resolve(name);
        Object[] all = new Object[more.length + 3];
        System.arraycopy(more, 0, all, 0, more.length);
        all[more.length] = "--student-twin=false";
        all[more.length + 1] = "--out";
        all[more.length + 2] = out;
        distill(all).done();
        return json(out.resolve("summary.json"));
    }

    @Test
    void bothNetworksAreResultsAndTheWayBackChangesTheTeacher() throws IOException {
        JsonNode summary = summary("three", "--method=mutual:back=0.5,ramp=0");

        assertThat(summary.get("accuracy").propertyNames()).contains("teacher", "dnn", "student");
        Path run = folder.resolve("three");
        ModelFile before = ModelFile.read(run.resolve("teacher.safetensors"));
        ModelFile after = ModelFile.read(run.resolve("dnn.safetensors"));
        ModelFile student = ModelFile.read(run.resolve("student.safetensors"));
        assertThat(after.network()).isEqualTo(before.network());
        assertThat(after.weights()).isNotEqualTo(before.weights());
        assertThat(student.network().isSpiking()).isTrue();
        assertThat(student.weights().blocks().keySet())
                .as("the map behind the decoder is no part of the deployed network")
                .noneMatch(name -> name.contains("decoder"));
        assertThat(Files.readString(run.resolve("metrics.jsonl")))
                .contains("student.decoded-match", "student.soft-targets", "dnn.soft-targets");
        assertThat(Files.readString(run.resolve("report.html"))).contains("teacher after mutual learning");

        Path several = Files.writeString(
                folder.resolve("several.yaml"),
                "data: {type: strokes, train: 60, test: 20, size: 16}\nmethod: mutual\nteacher: {files: ["
                        + run.resolve("teacher.safetensors") + "]}\n");
        Outcome.of("distill", "--recipe", several, "--out", out())
                .refused(
                        ExitCode.MISUSE,
                        "the way back from the student trains the teacher, and teacher.safetensors cannot be trained: name"
                                + " one model file, or set the method's back to 0");
    }

    /// Without the way to the student the networks are trained as if alone, on the same crops and from the same weights.
    @Test
    void pathsAreSwitchedOffByTheirWeights() throws IOException {
        String scratch = "--student-start=scratch";
        summary("none", scratch, "--method=mutual:output=0,intermediate=0,back=0");
        summary("back", scratch, "--method=mutual:output=0,intermediate=0,back=0.5");
        summary("output", scratch, "--method=mutual:intermediate=0,back=0", "--student-training-augmented-copies=0");
        summary("both", scratch, "--method=mutual:intermediate=0,back=0.5", "--student-training-augmented-copies=0");

        assertThat(folder.resolve("none").resolve("dnn.safetensors")).doesNotExist();
        assertThat(folder.resolve("output").resolve("dnn.safetensors")).doesNotExist();
        assertThat(weights("back")).isEqualTo(weights("none"));
        assertThat(weights("output")).isNotEqualTo(weights("none"));
        assertThat(weights("both")).isNotEqualTo(weights("none"));
    }

    private Weights weights(String run) {
        return ModelFile.read(folder.resolve(run).resolve("student.safetensors"))
                .weights();
    }
}

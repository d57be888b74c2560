package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The example of `examples/plugin`, built by its own script and run from its jar by a process of its own.
@Timeout(300)
class PluginExampleTest {
    private static final String CLASS_PATH = System.getProperty("java.class.path");

    /// A small student with the neuron, taught with the loss as well.
    private static final String RECIPE = """
            method: lasnn
            data: {type: strokes, train: 40, test: 10, size: 16}
            teacher: {architecture: "3conv2linear:width=0.05", training: {epochs: 1, batch: 16}}
            ann: {training: {epochs: 1, batch: 16}}
            student:
              architecture: {type: 3conv2linear, width: 0.05}
              ticks: 2
              neuron: refractory:loss=0.25
              twin: false
              training: {epochs: 1, batch: 16, gradient: bptt}
            objective: [{}, {loss: confidence-penalty, weight: 0.1}]
            """;

    @TempDir
    private Path folder;

    private static String output(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(text).isZero();
        return text;
    }

    private static String spikestill(Path jar, String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                CLASS_PATH + ":" + jar,
                "org.spikestill.cli.Main"));
        command.addAll(List.of(arguments));
        return output(command);
    }

    @Test
    void aNeuronAndALossFromOutsideTrainAStudentThatRuns() throws IOException, InterruptedException {
        Path jar = folder.resolve("plugins/example.jar");
        output(List.of(
                "bash", Documents.ROOT.resolve("examples/plugin/build.sh").toString(), jar.toString(), CLASS_PATH));

        assertThat(spikestill(jar, "describe", "neuron", "refractory")).contains("loss=0.5", "threshold=1.0");
        Path recipe = Files.writeString(folder.resolve("recipe.yaml"), RECIPE);
        Path run = folder.resolve("run");
        assertThat(spikestill(jar, "distill", "--recipe", recipe.toString(), "--out", run.toString()))
                .contains("0 of 10 predictions differ from the trainer's");
        assertThat(spikestill(jar, "info", run.resolve("student.safetensors").toString()))
                .contains("refractory");
        Outcome without = Outcome.of("info", run.resolve("student.safetensors"));
        assertThat(without.exit()).isEqualTo(ExitCode.BAD_FILE.code());
        assertThat(without.err()).contains("'refractory'");
    }
}

package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.lab.experiment.Experiment;
import org.spikestill.outside.Refractory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A study that is one record and one line of a catalog, through command line, runner, store and report.
class OutsideStudyTest {
    @TempDir
    private Path temporary;

    @BeforeEach
    void nameTheStudy() throws IOException {
        Path services = Files.createDirectories(temporary.resolve("outside/META-INF/services"));
        Files.writeString(services.resolve(Experiment.class.getName()), Refractory.class.getName() + "\n");
    }

    private String spikestill(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                temporary.resolve("outside") + File.pathSeparator + System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes());
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    /// At 100 spikes per second and 10 ms of silence the coefficient is 1/2; its deviation over 20,000 intervals is some 0.004.
    @Test
    void aStudyFromOutsideRunsResumesAndReports() throws Exception {
        Path run = temporary.resolve("run");
        String said = spikestill(
                "study", "refractory", "--dead-seconds", "0.01", "--intervals", "20000", "--out", run.toString());
        assertThat(said).contains("coefficient of variation", "expected 0.5000");
        JsonNode summary = JsonMapper.shared().readTree(Files.readString(run.resolve("summary.json")));
        assertThat(summary.get("measured").doubleValue()).isEqualTo(0.5, within(0.02));
        assertThat(run.resolve("report.html")).content().contains("Irregularity", "Refractory train");
        assertThat(run.resolve("steps/variation.json")).isRegularFile();
        assertThat(run.resolve("recipe.json")).content().contains("refractory", "0.01");

        assertThat(spikestill("study", "refractory", "--resume", run.toString()))
                .contains("expected 0.5000");
        assertThat(spikestill("study", "list")).contains("refractory", "multigrade");
    }
}

package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

/// Runs that are killed, in processes of their own, end in the same bytes as one that is not.
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ResumeTest {
    private static final List<String> MADE =
            List.of("teacher.safetensors", "ann.safetensors", "converted.safetensors", "student.safetensors");

    @TempDir
    private static Path temporary;

    private static Path unbroken;

    @BeforeAll
    static void runOnce() throws Exception {
        unbroken = temporary.resolve("unbroken");
        try (Child child = begin(unbroken)) {
            assertThat(child.end()).as(child.said()).isZero();
        }
    }

    private static Child begin(Path out) throws IOException {
        return new Child(
                "distill",
                "--out",
                out.toString(),
                "--method=lasnn",
                "--data=strokes:train=480,test=20,size=16",
                "--teacher-architecture=3conv2linear:width=0.1",
                "--student-architecture=3conv2linear:width=0.1",
                "--student-ticks=4",
                "--conversion-threshold-scales=1,0.5",
                "--conversion-balance-samples=32",
                "--teacher-training-epochs=2",
                "--teacher-training-batch=16",
                "--ann-training-epochs=2",
                "--ann-training-batch=16",
                "--student-training-epochs=2",
                "--student-training-batch=16");
    }

    private static Child resume(Path out) throws IOException {
        return new Child("distill", "--resume", out.toString());
    }

    /// One run that is killed three times, at a random moment of each stage.
    @Test
    void killedInEveryStage() throws Exception {
        Path out = temporary.resolve("killed");
        long seed = System.nanoTime();
        Random random = new Random(seed);
        List<String> moments = new ArrayList<>(List.of("seed " + seed));
        for (String stage : List.of("teacher", "ann", "student")) {
            try (Child child = Files.exists(out) ? resume(out) : begin(out)) {
                child.waitFor(stage + ", epoch 1 of 2: loss");
                int millis = random.nextInt(150); // the second epoch takes longer, so it hits this stage
                Thread.sleep(millis);
                child.kill();
                child.end();
                moments.add(stage + " + " + millis + " ms");
            }
        }
        try (Child child = resume(out)) {
            assertThat(child.end()).as(moments + child.said()).isZero();
        }
        assertSame(out, moments.toString());
    }

    /// The option that the line to go on with has where the environment names a folder.
    private static String dataDir() {
        String folder = System.getenv("SPIKESTILL_DATA");
        return folder == null ? "" : " --data-dir " + folder;
    }

    /// Ctrl-C and a plain `kill` leave a checkpoint in the middle of an epoch.
    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM"})
    void stoppedInTheMiddleOfAnEpoch(String signal) throws Exception {
        Path out = temporary.resolve("stopped-" + signal);
        try (Child child = begin(out)) {
            child.waitFor("ann, epoch 1 of 2: loss");
            new ProcessBuilder("kill", "-" + signal, String.valueOf(child.process.pid()))
                    .start()
                    .waitFor();

            assertThat(child.end()).isEqualTo(signal.equals("INT") ? 130 : 143);
            assertThat(child.said())
                    .endsWith("stopped; go on with: ./spikestill distill --resume " + out + dataDir() + "\n");
        }
        assertThat(out).isDirectoryContaining("glob:**/*.checkpoint");
        assertThat(out).isDirectoryNotContaining("glob:**/{.*.draft,.lock}");
        try (Child child = resume(out)) {
            assertThat(child.end()).as(child.said()).isZero();
        }
        assertSame(out, signal);
    }

    /// A table that is killed in its second run, in which a step of the first one is shared.
    @Test
    void aTableThatIsKilled() throws Exception {
        Path table = Files.writeString(temporary.resolve("table.yaml"), """
                settings:
                  data: strokes:train=480,test=20,size=16
                  teacher: {architecture: "3conv2linear:width=0.1", training: {epochs: 1, batch: 16}}
                  ann: {training: {epochs: 2, batch: 16}}
                  conversion: {thresholdScales: [1, 0.5], balance: {samples: 32}}
                  student: {architecture: "3conv2linear:width=0.1", ticks: 4, training: {epochs: 2, batch: 16}}
                vary: {method: [hybrid, label-kd]}
                """);
        Path whole = temporary.resolve("table");
        Path killed = temporary.resolve("killed-table");
        try (Child child = compare(table, whole)) {
            assertThat(child.end()).as(child.said()).isZero();
        }
        try (Child child = compare(table, killed)) {
            child.waitFor("run 2 of 2");
            child.waitFor("student, epoch 1 of 2: loss");
            child.kill();
            child.end();
        }
        try (Child child = compare(table, killed, "--resume")) {
            assertThat(child.end()).as(child.said()).isZero();
            assertThat(child.said()).contains("ann: done before").doesNotContain("ann, epoch");
        }
        try (Stream<Path> files = Files.walk(whole)) {
            List<Path> models = files.filter(file -> file.toString().endsWith(".safetensors"))
                    .toList();
            assertThat(models).hasSize(3 + 5);
            for (Path model : models) {
                assertThat(killed.resolve(whole.relativize(model))).hasSameBinaryContentAs(model);
            }
        }
    }

    private static Child compare(Path table, Path out, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("compare", table.toString(), "--out", out.toString()));
        arguments.addAll(List.of(more));
        return new Child(arguments.toArray(String[]::new));
    }

    private static void assertSame(Path out, String how) throws IOException {
        for (String file : MADE) {
            assertThat(Files.mismatch(out.resolve(file), unbroken.resolve(file)))
                    .as("first byte of %s that differs; %s", file, how)
                    .isEqualTo(-1);
        }
        assertThat(accuracies(out)).as(how).isEqualTo(accuracies(unbroken));
        assertThat(out).isDirectoryNotContaining("glob:**/{*.draft,*.part,*.checkpoint}");
    }

    private static Object accuracies(Path out) throws IOException {
        return JsonMapper.shared()
                .readTree(Files.readString(out.resolve("summary.json")))
                .get("accuracy");
    }

    /// `spikestill` in a process of its own.
    private static final class Child implements AutoCloseable {
        /// A build in the background of a script ignores Ctrl-C, and what it starts would inherit that.
        private static final List<String> SIGNALS_AS_USUAL = signalsAsUsual();

        private final Process process;
        private final BufferedReader lines;
        private final StringBuilder said = new StringBuilder();

        Child(String... arguments) throws IOException {
            List<String> command = new ArrayList<>(SIGNALS_AS_USUAL);
            command.addAll(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "--add-modules=jdk.incubator.vector",
                    "--enable-native-access=ALL-UNNAMED",
                    "-XX:ActiveProcessorCount=" + Runtime.getRuntime().availableProcessors(),
                    "-XX:TieredStopAtLevel=1", // they do not live long enough for more
                    "-cp",
                    System.getProperty("java.class.path"),
                    Main.class.getName()));
            command.addAll(Arrays.asList(arguments));
            process = new ProcessBuilder(command).redirectErrorStream(true).start();
            lines = process.inputReader();
        }

        private static List<String> signalsAsUsual() {
            List<String> prefix = List.of("env", "--default-signal=INT");
            List<String> trial = new ArrayList<>(prefix);
            trial.add("true");
            try {
                return new ProcessBuilder(trial).start().waitFor() == 0 ? prefix : List.of();
            } catch (IOException | InterruptedException _) {
                return List.of(); // no such command here
            }
        }

        void waitFor(String beginning) throws IOException {
            for (String line = next(); line != null; line = next()) {
                if (line.startsWith(beginning)) {
                    return;
                }
            }
            throw new AssertionError("the process ended before it said '" + beginning + "': " + said);
        }

        int end() throws IOException, InterruptedException {
            while (next() != null) {
                // all of it goes into said
            }
            return process.waitFor();
        }

        private String next() throws IOException {
            String line = lines.readLine();
            if (line != null) {
                said.append(line).append('\n');
            }
            return line;
        }

        /// SIGKILL. [Process#destroyForcibly] would also close the streams that are still to be read.
        void kill() {
            process.toHandle().destroyForcibly();
        }

        String said() {
            return said.toString();
        }

        @Override
        public void close() {
            process.destroyForcibly();
        }
    }
}

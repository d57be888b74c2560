package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.spikestill.lab.experiment.RunFolder;

/// Commands in a JVM without the module `jdk.incubator.vector`, as after `java -jar`.
@Timeout(180)
class WithoutVectorsTest extends TinyRuns {
    private Outcome plain(Object... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:ActiveProcessorCount=" + Runtime.getRuntime().availableProcessors(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        Stream.of(arguments).map(String::valueOf).forEach(command::add);
        Path out = folder.resolve("stdout.txt");
        Path err = folder.resolve("stderr.txt");
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        return new Outcome(process.waitFor(), Files.readString(out), Files.readString(err));
    }

    /// Training in the loops that define the kernels: sums of slopes differ in their last bits, everything before does not.
    @Test
    void aStudentIsDistilledOnPlainKernels() throws Exception {
        Path recipe = tiny(true);
        Path out = folder.resolve("plain");
        Outcome outcome = plain("distill", "--recipe", recipe, "--out", out, "--json");

        assertThat(outcome.exit()).as(outcome.err()).isZero();
        assertThat(outcome.err())
                .containsOnlyOnce("note: the module jdk.incubator.vector is absent, so training runs on plain kernels")
                .doesNotContain("WARNING");
        Outcome vectors = distill("--json");
        vectors.done();
        assertThat(vectors.err()).doesNotContain("jdk.incubator.vector");
        for (String network : List.of("teacher", "ann", "converted")) {
            assertThat(out.resolve(network + ".safetensors"))
                    .hasSameBinaryContentAs(out().resolve(network + ".safetensors"));
        }
        assertThat(json(out.resolve(RunFolder.SUMMARY)).path("parity"))
                .isEqualTo(json(out().resolve(RunFolder.SUMMARY)).path("parity"));
        assertThat(outcome.json().propertyNames())
                .isEqualTo(json(out().resolve(RunFolder.SUMMARY)).propertyNames());
    }

    @Test
    void catalogsAreDescribed() throws Exception {
        Outcome optimizers = plain("describe", "optimizer");
        assertThat(optimizers.done())
                .isEqualTo(Outcome.of("describe", "optimizer").done());
        assertThat(optimizers.err()).isEmpty();
        assertThat(plain("distill", "--help").done())
                .isEqualTo(Outcome.of("distill", "--help").done());
    }
}

package org.spikestill.bench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The short forms of `bench/run faults` and `bench/run kills`, each in a process of its own: the file system of a process is chosen when it
/// starts.
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class FaultsTest {
    @Test
    void operationsThatFailAreNamedAndNothingIsLost() throws IOException, InterruptedException {
        String said = run(
                List.of("-Djava.nio.file.spi.DefaultFileSystemProvider=" + FaultyProvider.class.getName()),
                Faults.class,
                "faults",
                "--every",
                "90");

        assertThat(said).containsPattern("(?m)^write +[1-9]").containsPattern("(?m)^all +[1-9]\\d .* 0$");
    }

    @Test
    void killedCommandsGoOnToTheSameBytes() throws IOException, InterruptedException {
        String said = run(List.of(), Kills.class, "kills", "3", "20261128");

        assertThat(said).endsWith("3 kills, seed 20261128; 0 findings\n");
    }

    private static String run(List<String> flags, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-Dspikestill.threads=1"));
        command.addAll(flags);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }
}

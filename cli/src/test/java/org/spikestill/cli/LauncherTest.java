package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The launcher's scripts, run by bash: what they let through, what they wait for, and how they take names.
@Timeout(120)
class LauncherTest {
    private static final Path HOME = Path.of("").toAbsolutePath().getParent();
    private static final String FUNCTIONS = "set -euo pipefail; . '" + HOME.resolve("launcher/java.sh") + "'\n";
    private static final String NOTICE = "WARNING: Using incubator modules: jdk.incubator.vector\n";

    /// A command of the program, started as by the launcher.
    private static final String START = """
            exec 3>&2 2> >(without_notice >&3 3>&-)
            exec "$TEST_JAVA" --add-modules jdk.incubator.vector --enable-native-access=ALL-UNNAMED \\
                -Dspikestill.stderr=3 -cp "$TEST_CLASS_PATH" org.spikestill.cli.Main info none.safetensors
            """;

    @TempDir
    private Path folder;

    private static ProcessBuilder bash(String script, String... arguments) {
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", FUNCTIONS + script, "bash");
        builder.command().addAll(java.util.List.of(arguments));
        return builder;
    }

    private static String output(ProcessBuilder builder, String input) throws IOException {
        Process process = builder.start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void theNoticeIsTakenAwayAndNothingElse() throws IOException {
        assertThat(output(bash("without_notice"), "Picked up X\n" + NOTICE + "a\n\nb\\c\n" + NOTICE + "no end"))
                .isEqualTo("Picked up X\na\n\nb\\c\n" + NOTICE + "no end");
        assertThat(output(bash("without_notice"), "Error: Could not create the Java Virtual Machine.\nno end"))
                .startsWith("Error: Could not create the Java Virtual Machine.\nno end");
    }

    /// A progress line has no end: each piece has to arrive while its writer still runs.
    @Test
    void whatFollowsTheNoticeArrivesAtOnce() throws IOException {
        Process process = bash("without_notice").start();
        try (OutputStream in = process.getOutputStream();
                var out = process.getInputStream()) {
            in.write((NOTICE + "\rhalf a line").getBytes(StandardCharsets.UTF_8));
            in.flush();
            assertThat(new String(out.readNBytes(12), StandardCharsets.UTF_8)).isEqualTo("\rhalf a line");
        }
    }

    /// The command itself behind the filter: its line alone on standard error, its exit code, all of it there at the end.
    @Test
    void aCommandBehindTheFilterKeepsItsErrorAndItsCode() throws Exception {
        Path errors = folder.resolve("errors.txt");
        Process process = behindTheFilter(bash("exec 2>\"$1\"\n" + START, errors.toString()))
                .start();
        assertThat(process.waitFor()).isEqualTo(ExitCode.BAD_FILE.code());
        assertThat(errors).hasContent("spikestill: none.safetensors: there is no such file\n");
    }

    /// The same through a pipe, and on a terminal as script(1) makes one.
    @Test
    void theNoticeIsSeenNeitherInAPipeNorOnATerminal() throws Exception {
        Process piped = behindTheFilter(bash(START)).start();
        assertThat(new String(piped.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("spikestill: none.safetensors: there is no such file\n");
        assertThat(piped.waitFor()).isEqualTo(ExitCode.BAD_FILE.code());

        Path start = Files.writeString(folder.resolve("start.sh"), FUNCTIONS + "[ -t 2 ] || exit 9\n" + START);
        Process terminal = behindTheFilter(new ProcessBuilder("script", "-qec", "bash '" + start + "'", "/dev/null"))
                .start();
        terminal.getOutputStream().close();
        assertThat(new String(terminal.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isEqualTo("spikestill: none.safetensors: there is no such file\r\n");
        assertThat(terminal.waitFor()).isEqualTo(ExitCode.BAD_FILE.code());
    }

    private static ProcessBuilder behindTheFilter(ProcessBuilder builder) {
        builder.environment()
                .put(
                        "TEST_JAVA",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString());
        builder.environment().put("TEST_CLASS_PATH", System.getProperty("java.class.path"));
        return builder;
    }

    @Test
    void extensionsAreTheJarsOfThePluginsAndThoseOfTheEnvironment() throws IOException {
        assertThat(output(bash("extensions \"$1\"", folder.toString()), "")).isEqualTo("\n");
        Files.createDirectory(folder.resolve("plugins"));
        Path a = Files.createFile(folder.resolve("plugins/a.jar"));
        Files.createFile(folder.resolve("plugins/notes.txt"));
        assertThat(output(bash("extensions \"$1\"", folder.toString()), "")).isEqualTo(a + "\n");
        ProcessBuilder both = bash("extensions \"$1\"", folder.toString());
        both.environment().put("SPIKESTILL_CLASSPATH", "/x/b.jar:/y");
        assertThat(output(both, "")).isEqualTo(a + ":/x/b.jar:/y\n");
    }

    @Test
    void namesAreUtf8UnderALocaleThatKnowsAsciiAlone() throws IOException {
        for (Map.Entry<String, String> each :
                Map.of("LC_ALL", "C", "LANG", "POSIX").entrySet()) {
            ProcessBuilder builder = bash("locale charmap");
            builder.environment().keySet().removeIf(name -> name.startsWith("LC_") || name.equals("LANG"));
            builder.environment().put(each.getKey(), each.getValue());
            assertThat(output(builder, "")).as(each.toString()).isEqualTo("UTF-8\n");
        }
    }

    /// A clone with the launcher and a pom alone: a build is due, and would fail.
    private Path copy() throws IOException {
        Files.createDirectories(folder.resolve("launcher"));
        Files.copy(HOME.resolve("launcher/java.sh"), folder.resolve("launcher/java.sh"));
        Path mvnw = Files.writeString(folder.resolve("mvnw"), "#!/bin/sh\necho built by nobody >&2\nexit 1\n");
        assertThat(mvnw.toFile().setExecutable(true)).isTrue();
        Files.writeString(folder.resolve("pom.xml"), "<module>cli</module>");
        return Files.copy(HOME.resolve("spikestill"), folder.resolve("spikestill"));
    }

    @Test
    void waitingForAnotherBuildSaysSoAndEndsWithIt() throws Exception {
        Path script = copy();
        Path lock = Files.createDirectory(folder.resolve(".spikestill.lock"));
        Files.writeString(lock.resolve("pid"), ProcessHandle.current().pid() + "\n");
        Process process = new ProcessBuilder("bash", script.toString(), "--version").start();
        try (BufferedReader errors = process.errorReader()) {
            assertThat(errors.readLine())
                    .isEqualTo("spikestill: waiting for another build here, by process "
                            + ProcessHandle.current().pid());
            Files.delete(lock.resolve("pid"));
            Files.delete(lock);
            assertThat(errors.readLine()).startsWith("spikestill: building");
            assertThat(errors.readLine()).isEqualTo("built by nobody");
            assertThat(errors.readLine()).isEqualTo("spikestill: the build failed, see above");
        }
        assertThat(process.waitFor()).isOne();
        assertThat(lock).doesNotExist();
    }

    /// Where no lock can be made there is no other build to wait for.
    @Test
    void aPlaceThatTakesNoLockIsSaidSoon() throws Exception {
        Path script = copy();
        Files.writeString(folder.resolve(".spikestill.lock"), "a file");
        Process process = new ProcessBuilder("bash", script.toString(), "--version").start();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.errorReader().readLine())
                .startsWith(
                        "spikestill: " + folder.toRealPath().resolve(".spikestill.lock") + " cannot be made: mkdir: ");
    }
}

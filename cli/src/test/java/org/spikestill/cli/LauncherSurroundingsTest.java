package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The launcher without a home, with one that cannot be written, and in a clone of another user. The clone holds the scripts alone: its Maven
/// shows how it was called and fails, and its program, where it is built, shows its arguments.
@Timeout(120)
class LauncherSurroundingsTest {
    private static final Path HOME = Path.of("").toAbsolutePath().getParent();
    private static final List<String> OTHER_USER =
            List.of("setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");

    @TempDir
    private Path folder;

    private Path clone;
    private Path launcher;

    /// The program of a built clone.
    static final class Echo {
        public static void main(String[] arguments) {
            System.out.println(String.join(" ", arguments));
        }
    }

    private record Ending(int exit, List<String> lines) {}

    @BeforeEach
    void copy() throws IOException {
        clone = Files.createDirectories(folder.resolve("clone")).toRealPath();
        Files.createDirectories(clone.resolve("launcher"));
        Files.copy(HOME.resolve("launcher/java.sh"), clone.resolve("launcher/java.sh"));
        Path mvnw = Files.writeString(clone.resolve("mvnw"), """
                #!/bin/sh
                echo "home $HOME, Maven ${MAVEN_USER_HOME:-there}, $1" >&2
                exit 1
                """);
        assertThat(mvnw.toFile().setExecutable(true)).isTrue();
        Files.writeString(clone.resolve("pom.xml"), "<module>cli</module>");
        launcher = Files.copy(HOME.resolve("spikestill"), clone.resolve("spikestill"));
    }

    /// As a build leaves it, newer than all sources.
    private void build() throws IOException {
        Path app = Files.createDirectories(clone.resolve("cli/target/app/built"));
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Echo.class.getName());
        String name = Echo.class.getName().replace('.', '/') + ".class";
        try (OutputStream file = Files.newOutputStream(app.resolve("spikestill-cli.jar"));
                JarOutputStream jar = new JarOutputStream(file, manifest);
                InputStream bytes = Echo.class.getClassLoader().getResourceAsStream(name)) {
            jar.putNextEntry(new JarEntry(name));
            bytes.transferTo(jar);
        }
        Files.writeString(clone.resolve("pom.xml"), "<module>cli</module>");
        Files.writeString(clone.resolve("cli/target/app/.current"), "built\n");
    }

    private Ending start(List<String> prefix, List<String> variables, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of("env", "-u", "HOME", "-u", "MAVEN_USER_HOME"));
        command.add("JAVA_HOME=" + System.getProperty("java.home"));
        command.addAll(variables);
        command.addAll(List.of("bash", launcher.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command)
                .directory(clone.toFile())
                .redirectErrorStream(true)
                .start();
        String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ending(process.waitFor(), text.lines().toList());
    }

    /// The home of the user's entry, as Java takes it.
    private static String homeOfUser() throws IOException {
        Process shell = new ProcessBuilder("bash", "-c", "unset HOME; printf '%s\\n' ~").start();
        return new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    @Test
    void aBuildNeedsNoHome() throws Exception {
        String home = homeOfUser();
        assumeTrue(Files.isWritable(Path.of(home)), "the home of this user cannot be written");
        for (List<String> variables : List.of(List.<String>of(), List.of("HOME="))) {
            Ending first = start(List.of(), variables, "--version");
            assertThat(first.lines())
                    .containsExactly(
                            "spikestill: building, this takes a minute the first time",
                            "home " + home + ", Maven there, -q",
                            "spikestill: the build failed, see above");
            assertThat(first.exit()).isOne();
        }
    }

    @Test
    void aHomeThatCannotBeWrittenIsNotNeededForABuild() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "no folder");
        Ending first = start(List.of(), List.of("HOME=" + file.resolve("home")), "--version");
        assertThat(first.lines())
                .contains("home " + file.resolve("home") + ", Maven " + clone.resolve(".m2") + ", -Dmaven.repo.local="
                        + clone.resolve(".m2/repository"));
    }

    /// Output of a program without a home, under a locale of ASCII alone.
    @Test
    void aBuiltProgramNeedsNoHomeAndGetsItsArgumentsAsTheyAre() throws Exception {
        build();
        Ending run = start(List.of(), List.of("LC_ALL=C"), "evaluate", "naïve été/model 学习");
        assertThat(run.lines()).containsExactly("evaluate naïve été/model 学习");
        assertThat(run.exit()).isZero();
    }

    /// A clone of this user, started by another; or, where the user cannot be changed, one without a write permission.
    private List<String> other() throws Exception {
        boolean changed = new ProcessBuilder(Stream.concat(OTHER_USER.stream(), Stream.of("true"))
                                .toList())
                        .start()
                        .waitFor()
                == 0;
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(clone, PosixFilePermissions.fromString("r-xr-xr-x"));
        assumeTrue(changed || !Files.isWritable(clone), "no user is at hand who may not write");
        return changed ? OTHER_USER : List.of();
    }

    @Test
    void aCloneThatCannotBeWrittenIsSaidAtOnce() throws Exception {
        List<String> other = other();
        long start = System.nanoTime();
        Ending first = start(other, List.of(), "--version");
        assertThat(first.lines())
                .containsExactly(
                        "spikestill: a build is due, and " + clone
                                + " may not be written to: let its owner start spikestill once, or clone it to a place of your own");
        assertThat(first.exit()).isOne();
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(15);
        Files.setPosixFilePermissions(clone, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    @Test
    void aBuiltCloneNeedsNoWriting() throws Exception {
        build();
        List<String> other = other();
        Ending run = start(other, List.of(), "info", "model");
        assertThat(run.lines()).containsExactly("info model");
        assertThat(run.exit()).isZero();
        Files.setPosixFilePermissions(clone, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /// Its lock names a process that is no more, or, killed before that, none at all.
    @Test
    void aBuildThatWasKilledIsNotWaitedFor() throws Exception {
        Process gone = new ProcessBuilder("true").start();
        gone.waitFor();
        Path lock = Files.createDirectory(clone.resolve(".spikestill.lock"));
        Files.writeString(lock.resolve("pid"), gone.pid() + "\n");
        Ending first = start(List.of(), List.of(), "--version");
        assertThat(first.lines())
                .startsWith("spikestill: building, this takes a minute the first time")
                .doesNotContain("waiting");
        assertThat(lock).doesNotExist();
    }
}

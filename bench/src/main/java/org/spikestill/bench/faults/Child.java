package org.spikestill.bench.faults;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spikestill.cli.Main;

/// The command line in a process of its own, whose lines are read with the moments they came.
final class Child {
    private static final int MAX_MINUTES = 30;

    /// Readable from any working directory.
    static final String CLASS_PATH = Stream.of(
                    System.getProperty("java.class.path").split(File.pathSeparator))
            .map(each -> Path.of(each).toAbsolutePath().toString())
            .collect(Collectors.joining(File.pathSeparator));

    private final Process process;
    private final long start = System.nanoTime();
    private final List<Line> lines = new ArrayList<>();
    private final Thread reader;

    /// @param nanos since the start of the process
    private record Line(String text, long nanos) {}

    /// @param flags of the JVM
    Child(List<String> flags, List<String> arguments) throws IOException {
        this(Environment.of("usual", Map.of(), flags.toArray(String[]::new)), arguments);
    }

    Child(Environment surroundings, List<String> arguments) throws IOException {
        List<String> command = new ArrayList<>(surroundings.prefix());
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", // they do not live long enough for more
                "-Dspikestill.threads=1"));
        command.addAll(surroundings.flags());
        command.addAll(List.of("-cp", CLASS_PATH, Main.class.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        surroundings.variables().forEach((name, value) -> {
            if (value.isEmpty()) {
                builder.environment().remove(name);
            } else {
                builder.environment().put(name, value);
            }
        });
        process = builder.start();
        reader = Thread.ofVirtual().start(this::read);
    }

    private void read() {
        try (BufferedReader text = process.inputReader()) {
            for (String line = text.readLine(); line != null; line = text.readLine()) {
                synchronized (lines) {
                    lines.add(new Line(line, System.nanoTime() - start));
                    lines.notifyAll();
                }
            }
        } catch (IOException _) {
            // the process was killed in the middle of a line
        }
        synchronized (lines) {
            lines.notifyAll();
        }
    }

    /// Waits for a line, or for the end of the process.
    ///
    /// @return nanoseconds from the start of the process to the line, or to its end
    long waitFor(Pattern beginning) throws InterruptedException {
        if (beginning.pattern().isEmpty()) {
            return 0;
        }
        synchronized (lines) {
            for (int seen = 0; ; seen++) {
                while (seen == lines.size() && process.isAlive()) {
                    lines.wait(100);
                }
                if (seen >= lines.size()) {
                    return System.nanoTime() - start;
                }
                if (beginning.matcher(lines.get(seen).text()).lookingAt()) {
                    return lines.get(seen).nanos();
                }
            }
        }
    }

    /// Ends the process by SIGKILL.
    ///
    /// @return whether it was alive until then
    boolean kill() throws IOException, InterruptedException {
        process.toHandle().destroyForcibly(); // Process.destroyForcibly would close the stream that is read
        return end() == 128 + 9;
    }

    /// @return the exit code
    int end() throws IOException, InterruptedException {
        if (!process.waitFor(MAX_MINUTES, TimeUnit.MINUTES)) {
            process.destroyForcibly();
            throw new IOException("a command has not ended in " + MAX_MINUTES + " minutes: " + text());
        }
        reader.join();
        return process.exitValue();
    }

    String text() {
        synchronized (lines) {
            return String.join("\n", lines.stream().map(Line::text).toList());
        }
    }
}

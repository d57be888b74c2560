package org.spikestill.cli;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.spikestill.data.DataSource;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.settings.Hardware;
import org.spikestill.runtime.Engine;

/// Checks of the machine that commands run on; each looks, and changes nothing.
///
/// @param dataDir folder of data sets' files that an option names
/// @param runs folder that runs are written to
record Checkup(Map<String, String> environment, Optional<Path> dataDir, Path runs) {
    private static final int WANTED_JAVA = 25;
    private static final double GIGABYTE = 1e9;

    /// A default run takes about one; published students of CIFAR-10 four.
    private static final double ENOUGH_MEMORY = 4;

    private static final double ENOUGH_DISK = 2;
    private static final int NAMED_FOLDERS = 12;
    private static final long PATIENCE_SECONDS = 20;
    private static final String CLASS_PATH = System.getProperty("java.class.path");
    private static final String PYTHON = "SPIKESTILL_PYTHON";

    List<Finding> findings() {
        return Stream.<Supplier<Finding>>of(
                        this::java,
                        this::kernels,
                        () -> LibraryProbe.of("libtorch", LibraryProbe.Library.LIBTORCH, CLASS_PATH),
                        () -> LibraryProbe.of("ONNX Runtime", LibraryProbe.Library.ONNX_RUNTIME, CLASS_PATH),
                        this::memory,
                        this::cores,
                        this::data,
                        this::output,
                        this::compiler,
                        this::python)
                .map(Supplier::get)
                .toList();
    }

    private Finding java() {
        String found = System.getProperty("java.vendor") + " " + Runtime.version();
        return Runtime.version().feature() >= WANTED_JAVA
                ? Finding.ok("Java", found)
                : Finding.fail("Java", found + ": version " + WANTED_JAVA + " is needed");
    }

    private Finding kernels() {
        String found = Engine.kernels();
        return found.startsWith("vector") ? Finding.ok("engine", found) : Finding.warn("engine", found);
    }

    private Finding memory() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        double all = system.getTotalMemorySize() / GIGABYTE;
        String found = "%.1f GB, %.1f GB of them free; Java's heap at most %.1f GB"
                .formatted(
                        all,
                        system.getFreeMemorySize() / GIGABYTE,
                        Runtime.getRuntime().maxMemory() / GIGABYTE);
        return all >= ENOUGH_MEMORY
                ? Finding.ok("memory", found)
                : Finding.warn("memory", found + ": lower --student-training-batch where a run ends for want of it");
    }

    private Finding cores() {
        Hardware here = Hardware.here();
        String found = here.cores() + " of " + here.cpu();
        return here.cores() > 1
                ? Finding.ok("cores", found)
                : Finding.warn("cores", found + ": data are loaded and trained on in turn");
    }

    private Finding data() {
        Optional<Path> folder = dataDir.or(() -> DataSource.directory(environment));
        if (folder.isEmpty()) {
            return Finding.warn(
                    "data",
                    "no folder is named: set SPIKESTILL_DATA or give --data-dir for published sets; generated digits and"
                            + " paths of pictures need none");
        }
        try (Stream<Path> entries = Files.list(folder.get())) {
            List<String> names = entries.filter(Files::isDirectory)
                    .map(each -> each.getFileName().toString())
                    .sorted()
                    .toList();
            return names.isEmpty()
                    ? Finding.warn("data", folder.get() + " holds no folder: put each set's files into one of its name")
                    : Finding.ok("data", folder.get() + " with " + named(names));
        } catch (IOException e) {
            return Finding.fail(
                    "data", folder.get() + ": " + InvalidFile.reason(e) + "; name the folder that holds the data sets");
        }
    }

    private static String named(List<String> names) {
        String first = names.stream().limit(NAMED_FOLDERS).collect(Collectors.joining(", "));
        return names.size() > NAMED_FOLDERS ? first + " and " + (names.size() - NAMED_FOLDERS) + " more" : first;
    }

    private Finding output() {
        Path place = runs.toAbsolutePath();
        while (!Files.exists(place)) {
            place = place.getParent();
        }
        if (!Files.isDirectory(place) || !Files.isWritable(place)) {
            return Finding.fail(
                    "runs", place + " may not be written to: name another folder with --out, or go to another");
        }
        try {
            double free = Files.getFileStore(place).getUsableSpace() / GIGABYTE;
            String found = "%s may be written to, %.1f GB are free".formatted(place, free);
            return free >= ENOUGH_DISK
                    ? Finding.ok("runs", found)
                    : Finding.warn("runs", found + ": lower --student-training-cache-megabytes, or make room");
        } catch (IOException e) {
            return Finding.warn("runs", place + ": " + InvalidFile.reason(e));
        }
    }

    private Finding compiler() {
        return answers("gcc", "--version")
                .map(line -> Finding.ok("C compiler", line))
                .orElseGet(() -> Finding.warn(
                        "C compiler", "there is no gcc: 'verify' leaves compiled C out, name others with --demand"));
    }

    private Finding python() {
        String python = environment.getOrDefault(PYTHON, "");
        if (python.isBlank()) {
            return Finding.ok("Python", "not named by " + PYTHON + "; only comparisons with other programs need one");
        }
        return answers(python, "--version")
                .map(line -> Finding.ok("Python", line + " at " + python))
                .orElseGet(() -> Finding.fail(
                        "Python", python + " does not run: unset " + PYTHON + " or let it name an interpreter"));
    }

    /// The first line that a program prints, if it ends well and in time.
    private static Optional<String> answers(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return Optional.empty();
            }
            Optional<String> line = process.inputReader().lines().findFirst();
            return process.exitValue() == 0 ? line : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}

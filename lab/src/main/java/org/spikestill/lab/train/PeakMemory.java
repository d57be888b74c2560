package org.spikestill.lab.train;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// Peak resident memory of this process as Linux reports it: the kernel's own mark, put back where a measurement begins, or,
/// where that is not permitted, the largest value seen between batches, which misses memory that a batch frees again. The
/// whole process counts: networks, the JVM, mapped files.
public final class PeakMemory {
    private static final String PEAK = "VmHWM:";
    private static final String NOW = "VmRSS:";

    /// Puts the mark back to what is resident (proc_pid_clear_refs(5)).
    private static final String RESET = "5";

    private final Path process;
    private boolean marked;
    private long seen;

    /// @param process its folder under `/proc`
    PeakMemory(Path process) {
        this.process = process;
    }

    public static PeakMemory ofThisProcess() {
        return new PeakMemory(Path.of("/proc/self"));
    }

    /// Peak since the start of the process, or since the last [#begin]; empty where the system does not report it.
    public Optional<Long> mark() {
        return bytes(PEAK);
    }

    /// Starts a measurement.
    void begin() {
        marked = reset() && bytes(PEAK).isPresent();
        seen = 0;
    }

    /// Takes a sample of the resident memory; between batches.
    void look() {
        if (!marked) {
            seen = Math.max(seen, bytes(NOW).orElse(0L));
        }
    }

    /// Peak since [#begin] in bytes; empty where the system does not report it.
    Optional<Long> bytes() {
        look();
        return marked ? bytes(PEAK) : Optional.of(seen).filter(each -> each > 0);
    }

    private boolean reset() {
        try {
            Files.writeString(process.resolve("clear_refs"), RESET, StandardOpenOption.WRITE);
            return true;
        } catch (IOException _) {
            return false; // not Linux, or not permitted: then it is seen between batches
        }
    }

    private Optional<Long> bytes(String line) {
        try {
            return Files.readAllLines(process.resolve("status")).stream()
                    .filter(each -> each.startsWith(line) && each.endsWith(" kB"))
                    .findFirst()
                    .map(each -> 1024 * Long.parseLong(each.replaceAll("\\D", "")));
        } catch (IOException _) {
            return Optional.empty(); // not Linux
        }
    }
}

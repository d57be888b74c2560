package org.spikestill.bench.fuzz;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.settings.InvalidSettings;

/// Outcome of damaged inputs for one reader.
///
/// @param taken inputs that were read, their damage being without effect on the form
/// @param refused inputs that were refused by the documented exceptions
/// @param slowestMillis wall-clock time of the slowest input
/// @param mostBytes allocated on the heap for one input
/// @param findings inputs that ended otherwise, or beyond the bounds, in hexadecimal digits, with the reason
record Tally(String name, int taken, int refused, double slowestMillis, long mostBytes, List<String> findings) {
    private static final long MAX_BYTES = 256L << 20;
    private static final double MAX_MILLIS = 5000;
    private static final int MAX_SHOWN = 2000;

    Tally {
        findings = Collections.unmodifiableList(findings);
    }

    /// @param seed of the damage
    static Tally of(Target target, int inputs, long seed) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        Random random = new Random(seed);
        byte[] good = target.good().bytes();
        List<String> findings = new ArrayList<>();
        int taken = 0;
        double slowest = 0;
        long most = 0;
        for (int i = 0; i < inputs; i++) {
            byte[] damaged = Mutation.of(good, random);
            long before = threads.getCurrentThreadAllocatedBytes();
            long start = System.nanoTime();
            String ending = ending(target, damaged);
            double millis = (System.nanoTime() - start) / 1e6;
            long bytes = threads.getCurrentThreadAllocatedBytes() - before;
            slowest = Math.max(slowest, millis);
            most = Math.max(most, bytes);
            taken += ending.equals("taken") ? 1 : 0;
            if (!ending.equals("taken") && !ending.equals("refused") || millis > MAX_MILLIS || bytes > MAX_BYTES) {
                String shown = HexFormat.of().formatHex(damaged);
                findings.add("%s, %.0f ms, %,d bytes: %s"
                        .formatted(ending, millis, bytes, shown.substring(0, Math.min(MAX_SHOWN, shown.length()))));
            }
        }
        return new Tally(target.name(), taken, inputs - taken - findings.size(), slowest, most, findings);
    }

    private static String ending(Target target, byte[] damaged) {
        try {
            target.reading().read(damaged);
            return "taken";
        } catch (InvalidFile | InvalidSettings | InvalidNetwork e) {
            return e.getMessage().isBlank() ? "refused without a reason" : "refused";
        } catch (IOException | RuntimeException | StackOverflowError | OutOfMemoryError e) {
            StackTraceElement[] trace = e.getStackTrace();
            return e + (trace.length == 0 ? "" : " at " + trace[0]);
        }
    }

    String line() {
        return "%-20s %,10d %,10d %10.1f %10.1f %9d"
                .formatted(name, taken, refused, slowestMillis, mostBytes / 1e6, findings.size());
    }
}

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

    /// The outcome of one input.
    ///
    /// @param ending `taken`, `refused`, or the exception that should not have been
    record Reading(String ending, double millis, long bytes) {
        /// An input that takes too long is read once more: other programs may have had the processor.
        static Reading of(Target target, byte[] input) {
            Reading first = once(target, input);
            return first.millis > MAX_MILLIS ? once(target, input) : first;
        }

        private static Reading once(Target target, byte[] input) {
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long before = threads.getCurrentThreadAllocatedBytes();
            long start = System.nanoTime();
            String ending = Tally.ending(target, input);
            return new Reading(
                    ending, (System.nanoTime() - start) / 1e6, threads.getCurrentThreadAllocatedBytes() - before);
        }

        boolean withinBounds() {
            return (ending.equals("taken") || ending.equals("refused")) && millis <= MAX_MILLIS && bytes <= MAX_BYTES;
        }

        String text() {
            return "%s, %.0f ms, %,d bytes".formatted(ending, millis, bytes);
        }
    }

    /// @param seed of the damage
    static Tally of(Target target, int inputs, long seed) {
        Random random = new Random(seed);
        byte[] good = target.good().bytes();
        List<String> findings = new ArrayList<>();
        int taken = 0;
        double slowest = 0;
        long most = 0;
        for (int i = 0; i < inputs; i++) {
            byte[] damaged = Mutation.of(good, random);
            Reading reading = Reading.of(target, damaged);
            slowest = Math.max(slowest, reading.millis());
            most = Math.max(most, reading.bytes());
            taken += reading.ending().equals("taken") ? 1 : 0;
            if (!reading.withinBounds()) {
                String shown = HexFormat.of().formatHex(damaged);
                findings.add(target.name() + ": " + reading.text() + ": "
                        + shown.substring(0, Math.min(MAX_SHOWN, shown.length())));
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
        return "%-26s %,10d %,10d %10.1f %10.1f %9d"
                .formatted(name, taken, refused, slowestMillis, mostBytes / 1e6, findings.size());
    }
}

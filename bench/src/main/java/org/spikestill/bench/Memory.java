package org.spikestill.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.spikestill.lab.torch.Torch;
import org.spikestill.lab.train.PeakMemory;

/// Peak memory of a process of its own, with the JVM's options of this one, that takes four steps, less that of one that
/// only loads the library.
public final class Memory {
    private static final String IDLE = "idle";

    private Memory() {}

    /// The process itself: prints its peak in bytes.
    ///
    /// @param arguments `idle`, or subject, ticks and variant
    public static void main(String[] arguments) {
        if (arguments[0].equals(IDLE)) {
            Torch.threads();
        } else {
            BenchNetwork subject = BenchNetwork.named(arguments[0], Integer.parseInt(arguments[1]));
            try (TrainingStep stepper = new TrainingStep(subject, Variant.valueOf(arguments[2]))) {
                for (int i = 0; i < 4; i++) {
                    stepper.step();
                }
            }
        }
        System.out.println(peak());
    }

    /// Of this process so far, in bytes.
    public static long peak() {
        return PeakMemory.ofThisProcess()
                .mark()
                .orElseThrow(
                        () -> new IllegalStateException("this system does not report the peak memory of a process"));
    }

    static double idle() {
        return child(List.of(IDLE));
    }

    /// Gigabytes of one variant above the idle process.
    static double of(BenchNetwork subject, Variant variant, double idle) {
        return child(List.of(subject.name(), "" + subject.network().ticks(), variant.name())) - idle;
    }

    private static double child(List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Memory.class.getName()));
        command.addAll(arguments);
        try {
            Process child = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
            String output = new String(child.getInputStream().readAllBytes()).strip();
            Answers.require(child.waitFor() == 0, "the process that measures the memory of " + arguments + " failed");
            return Long.parseLong(output) / 1e9;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException("stopped while the memory of " + arguments + " was measured", e);
        }
    }
}

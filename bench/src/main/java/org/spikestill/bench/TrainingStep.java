package org.spikestill.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.spikestill.bench.Subject.Stepper;
import org.spikestill.bench.Subject.Variant;
import org.spikestill.lab.torch.Torch;
import org.spikestill.model.settings.Hardware;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// One training step of the [Subject] in every variant, in turn, beside the bare arithmetic; answers are checked first.
/// Memory is the peak of a process of its own that takes four steps, less that of one that only loads the library.
public final class TrainingStep {
    private static final int ROUNDS = 9;
    private static final int WARM_UP = 2;
    private static final double GIGA = 1e9;

    private TrainingStep() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int ticks = Integer.getInteger("ticks", 10);
        if (arguments.length == 2 && arguments[0].equals("--memory")) {
            System.out.println(peakBytes(arguments[1], ticks));
            return;
        }
        Subject subject = Subject.of(ticks);
        check(subject);
        Map<Variant, double[]> millis = new EnumMap<>(Variant.class);
        double[] floor = measure(subject, ticks, millis);
        ObjectNode result = result(ticks, millis, floor);
        print(result);
        if (arguments.length == 2 && arguments[0].equals("--json")) {
            Files.writeString(Path.of(arguments[1]), result.toPrettyString() + "\n");
        }
    }

    /// Fused and composed give the same spikes and gradients; sums of up to 10⁵ products differ by rounding. Collapsed
    /// gives the same spikes; its gradients are another estimate.
    private static void check(Subject subject) {
        try (Stepper fused = subject.new Stepper(Variant.FUSED);
                Stepper composed = subject.new Stepper(Variant.COMPOSED);
                Stepper collapsed = subject.new Stepper(Variant.COLLAPSED)) {
            Map<String, Long> spikes = fused.step(false);
            require(spikes.equals(composed.step(false)), "fused and composed spikes differ");
            require(spikes.equals(collapsed.step(false)), "collapsed spikes differ");
            Map<String, float[]> expected = composed.gradients();
            fused.gradients().forEach((name, values) -> {
                float largest = 0;
                float difference = 0;
                for (int i = 0; i < values.length; i++) {
                    largest = Math.max(largest, Math.abs(expected.get(name)[i]));
                    difference = Math.max(difference, Math.abs(values[i] - expected.get(name)[i]));
                }
                require(largest > 0 && difference <= 1e-4f * largest, "gradients of " + name + " differ");
            });
            System.out.println("fused and composed: same spikes " + spikes + ", same gradients");
        }
    }

    private static void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }

    private static double[] measure(Subject subject, int ticks, Map<Variant, double[]> millis) {
        double[] floor = new double[ROUNDS];
        Map<Variant, Stepper> steppers = new EnumMap<>(Variant.class);
        for (Variant variant : Variant.values()) {
            steppers.put(variant, subject.new Stepper(variant));
            millis.put(variant, new double[ROUNDS]);
        }
        try (Floor bare = new Floor(ticks)) {
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                for (Variant variant : Variant.values()) {
                    double time = time(() -> steppers.get(variant).step(true));
                    if (round >= 0) {
                        millis.get(variant)[round] = time;
                    }
                }
                double time = time(bare::step);
                if (round >= 0) {
                    floor[round] = time;
                }
            }
        }
        steppers.values().forEach(Stepper::close);
        return floor;
    }

    private static double time(Runnable work) {
        long start = System.nanoTime();
        work.run();
        return (System.nanoTime() - start) / 1e6;
    }

    private static ObjectNode result(int ticks, Map<Variant, double[]> millis, double[] floor)
            throws IOException, InterruptedException {
        ObjectNode result = JsonNodeFactory.instance.objectNode();
        Hardware machine = Hardware.here();
        result.put("machine", machine.cpu() + ", " + machine.cores() + " cores");
        result.put("jvm", System.getProperty("java.vm.name") + " " + Runtime.version());
        result.put("library", Torch.version());
        result.put("ticks", ticks).put("batch", Subject.BATCH);
        result.set("floor", statistics(floor));
        long idle = peakOfChild("idle", ticks);
        result.put("idle_gigabytes", idle / GIGA);
        ObjectNode variants = result.putObject("variants");
        for (Variant variant : Variant.values()) {
            ObjectNode node = variants.putObject(variant.label());
            node.set("ms", statistics(millis.get(variant)));
            node.put("gigabytes", (peakOfChild(variant.name(), ticks) - idle) / GIGA);
            node.put("floor_ms", median(floor));
            ObjectNode ratio = node.putObject("ratio");
            ratio.put("floor", median(millis.get(variant)) / median(floor));
            for (Variant other : Variant.values()) {
                if (other != variant) {
                    ratio.put(other.label(), median(millis.get(variant)) / median(millis.get(other)));
                }
            }
        }
        return result;
    }

    private static ObjectNode statistics(double[] millis) {
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        return JsonNodeFactory.instance
                .objectNode()
                .put("median", sorted[sorted.length / 2])
                .put("min", sorted[0])
                .put("max", sorted[sorted.length - 1]);
    }

    private static double median(double[] millis) {
        return statistics(millis).get("median").asDouble();
    }

    private static long peakOfChild(String what, int ticks) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules",
                "jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "-Dticks=" + ticks,
                "-Xmx512m",
                "-cp",
                System.getProperty("java.class.path"),
                TrainingStep.class.getName(),
                "--memory",
                what));
        Process child = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String output = new String(child.getInputStream().readAllBytes()).strip();
        require(child.waitFor() == 0, "the process that measures the memory of " + what + " failed");
        return Long.parseLong(output);
    }

    private static long peakBytes(String what, int ticks) throws IOException {
        if (what.equals("idle")) {
            Torch.threads();
        } else {
            try (Stepper stepper = Subject.of(ticks).new Stepper(Variant.valueOf(what))) {
                for (int i = 0; i < 4; i++) {
                    stepper.step(true);
                }
            }
        }
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmHWM:")) {
                return 1024 * Long.parseLong(line.replaceAll("\\D", ""));
            }
        }
        throw new IllegalStateException("this system does not tell a process's peak memory");
    }

    private static void print(ObjectNode result) {
        System.out.printf(
                "%s; %s; %s; T = %d, batch %d, %d rounds%n",
                result.get("machine").asString(),
                result.get("jvm").asString(),
                result.get("library").asString(),
                result.get("ticks").asInt(),
                result.get("batch").asInt(),
                ROUNDS);
        System.out.printf("%-10s %9s %9s %9s %9s %9s%n", "", "median ms", "min", "max", "x floor", "GB");
        System.out.printf("%-10s %s%n", "floor", row(result.get("floor")));
        result.get("variants")
                .forEachEntry((name, node) -> System.out.printf(
                        "%-10s %s %9.2f %9.2f%n",
                        name,
                        row(node.get("ms")),
                        node.get("ratio").get("floor").asDouble(),
                        node.get("gigabytes").asDouble()));
        System.out.printf(
                "memory above an idle process of %.2f GB%n",
                result.get("idle_gigabytes").asDouble());
    }

    private static String row(tools.jackson.databind.JsonNode ms) {
        return "%9.1f %9.1f %9.1f"
                .formatted(
                        ms.get("median").asDouble(),
                        ms.get("min").asDouble(),
                        ms.get("max").asDouble());
    }
}

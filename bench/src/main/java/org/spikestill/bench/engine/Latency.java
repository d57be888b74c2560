package org.spikestill.bench.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikestill.bench.Report;
import org.spikestill.bench.Statistics;
import org.spikestill.model.architecture.Architecture;
import org.spikestill.runtime.WeightType;
import org.spikestill.runtime.kernel.Kernels;
import org.spikestill.runtime.kernel.ScalarKernels;
import tools.jackson.databind.node.ObjectNode;

/// One image on one thread, at several activities and in both types of weights, in turn with the dense runtimes on
/// the ANN of the same shape where those are installed. Answers are checked first. Then throughput on one and two
/// threads.
public final class Latency {
    private static final int TICKS = 4;
    private static final double[] ACTIVITIES = {0.2, 0.1, 0.05, 0.025, 0.0125, 0};
    private static final int ROUNDS = 9;
    private static final int WARM_UP = 3;
    private static final int IMAGES = 100;
    private static final double REFERENCE = 0.05;

    private Latency() {}

    /// @param arguments the name of the benchmark, then any of `--model FILE --ann FILE`, which a trained student and
    ///     the artificial network of its shape are in, and `--json FILE`
    public static void main(String[] arguments) throws IOException {
        Path home = Path.of(System.getProperty("spikestill.home", ".")).toAbsolutePath();
        Arguments options = Arguments.of(arguments);
        System.out.println(Kernels.describe());
        ObjectNode report = options.model().isPresent()
                ? Deployment.measure(home, options.model().get(), options.required("--ann"))
                : synthetic(home);
        if (options.json().isPresent()) {
            Files.writeString(options.json().get(), report.toPrettyString() + "\n");
        }
    }

    private static ObjectNode synthetic(Path home) throws IOException {
        Map<String, Runner> runners = new LinkedHashMap<>();
        for (double activity : ACTIVITIES) {
            Workload workload = Workload.of(TICKS, activity);
            for (WeightType type : WeightType.values()) {
                Runner runner = new Runner(workload, type, Kernels.best());
                check(runner, workload, type);
                runners.put(runner.name(), runner);
            }
        }
        System.out.println("scalar and vector kernels: same logits and spikes for every workload");
        Map<String, Double> gigabytes = new LinkedHashMap<>();
        Map<String, Statistics> timings = measure(home, runners, gigabytes);
        Report.print(timings);
        ObjectNode report = Report.machine()
                .put("kernels", Kernels.describe())
                .put("network", Architecture.catalog().spec(Workload.SHAPE))
                .put("ticks", TICKS)
                .put("rounds", ROUNDS)
                .put("images_per_round", IMAGES);
        ObjectNode variants =
                Report.variants(timings, _ -> timings.get("engine int8, silent").median());
        gigabytes.forEach((name, each) -> ((ObjectNode) variants.get(name)).put("gigabytes", each));
        report.set("variants", variants);
        Proportion.of(runners, timings).printInto(report.putArray("activity"));
        for (WeightType type : WeightType.values()) {
            Throughput.of(runners.get(Runner.name(REFERENCE, type))).printInto(report.putObject("throughput_" + type));
        }
        runners.values().forEach(Runner::close);
        return report;
    }

    private static void check(Runner runner, Workload workload, WeightType type) {
        try (Runner plain = new Runner(workload, type, new ScalarKernels())) {
            for (int image = 0; image < 2; image++) {
                if (!plain.answer(image).equals(runner.answer(image))) {
                    throw new IllegalStateException(runner.name() + ": the kernels disagree on image " + image);
                }
            }
        }
    }

    private static Map<String, Statistics> measure(
            Path home, Map<String, Runner> runners, Map<String, Double> gigabytes) throws IOException {
        Map<String, List<Double>> millis = new LinkedHashMap<>();
        boolean peers = Peers.areInstalled(home);
        if (!peers) {
            System.out.println("bench/peers/inference.sh sets up ONNX Runtime and OpenVINO to compare with");
        }
        for (WeightType type : WeightType.values()) {
            Runner runner = runners.get(Runner.name(REFERENCE, type));
            gigabytes.put(runner.name(), Footprint.of(runner.workload(), type));
        }
        try (Peers others = peers ? Peers.onWidths(home, Workload.SHAPE.channels()) : null) {
            if (others != null) {
                gigabytes.putAll(others.gigabytes());
            }
            for (int round = -WARM_UP; round < ROUNDS; round++) {
                Map<String, Double> times = new LinkedHashMap<>();
                runners.forEach((name, runner) -> times.put(name, runner.millis(IMAGES)));
                if (others != null) {
                    times.putAll(others.round((round + WARM_UP) * IMAGES, IMAGES));
                }
                if (round >= 0) {
                    times.forEach((name, time) ->
                            millis.computeIfAbsent(name, _ -> new ArrayList<>()).add(time));
                }
            }
        }
        return Statistics.of(millis);
    }
}

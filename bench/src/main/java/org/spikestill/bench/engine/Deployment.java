package org.spikestill.bench.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikestill.bench.Report;
import org.spikestill.bench.Statistics;
import org.spikestill.model.Network;
import org.spikestill.model.file.ModelFile;
import org.spikestill.runtime.Engine;
import org.spikestill.runtime.Session;
import org.spikestill.runtime.WeightType;
import org.spikestill.runtime.kernel.Kernels;
import tools.jackson.databind.node.ObjectNode;

/// A trained student on one thread, at several sureness levels to stop at, in turn with the dense runtimes on the
/// artificial network of its shape; each with its accuracy on the CIFAR-10 test set. Every round takes other test
/// images, the same for all.
final class Deployment implements AutoCloseable {
    private static final int ROUNDS = 9;
    private static final int WARM_UP = 3;
    private static final int IMAGES = 100;

    private final Path home;
    private final Path model;
    private final Network network;
    private final TestSet test;
    private final Map<WeightType, Engine> engines = new EnumMap<>(WeightType.class);
    private final Map<WeightType, Session> sessions = new EnumMap<>(WeightType.class);
    private final Map<String, Outcome> outcomes = new LinkedHashMap<>();
    private final Map<String, Double> accuracies = new LinkedHashMap<>();
    private final Map<String, Double> gigabytes = new LinkedHashMap<>();

    private Deployment(Path home, Path model) throws IOException {
        this.home = home;
        this.model = model;
        test = TestSet.read();
        ModelFile file = ModelFile.read(model);
        network = file.network();
        for (WeightType type : WeightType.values()) {
            engines.put(type, Engine.of(network, file.weights(), type));
            sessions.put(type, engines.get(type).open());
        }
    }

    /// @param model a model file with a spiking network that takes CIFAR-10 images
    /// @param ann a model file with an artificial network of its shape
    static ObjectNode measure(Path home, Path model, Path ann) throws IOException {
        try (Deployment deployment = new Deployment(home, model)) {
            deployment.judge();
            return deployment.report(deployment.time(ann));
        }
    }

    private void judge() throws IOException {
        for (Policy policy : Policy.all()) {
            Outcome outcome = Outcome.of(sessions.get(policy.type()), policy.exit(), test);
            outcomes.put(policy.name(), outcome);
            accuracies.put(policy.name(), outcome.accuracy());
        }
        for (WeightType type : WeightType.values()) {
            gigabytes.put(new Policy(type, 1).name(), Footprint.of(model, type));
        }
    }

    private Map<String, Statistics> time(Path ann) throws IOException {
        Map<String, List<Double>> millis = new LinkedHashMap<>();
        Path samples = Files.createTempFile("samples", ".bin");
        Path labels = Files.createTempFile("labels", ".bin");
        try {
            test.write(network, samples, labels);
            try (Peers peers = Peers.onNetwork(home, ann, samples, labels)) {
                accuracies.putAll(peers.accuracy());
                gigabytes.putAll(peers.gigabytes());
                for (int round = -WARM_UP; round < ROUNDS; round++) {
                    int first = (round + WARM_UP) * IMAGES;
                    Map<String, Double> times = new LinkedHashMap<>();
                    for (Policy policy : Policy.all()) {
                        times.put(policy.name(), millis(policy, first));
                    }
                    times.putAll(peers.round(first, IMAGES));
                    if (round >= 0) {
                        times.forEach((name, time) -> millis.computeIfAbsent(name, _ -> new ArrayList<>())
                                .add(time));
                    }
                }
            }
        } finally {
            Files.delete(samples);
            Files.delete(labels);
        }
        return Statistics.of(millis);
    }

    private double millis(Policy policy, int first) {
        Session session = sessions.get(policy.type());
        var exit = policy.exit();
        return Statistics.time(() -> {
                    for (int i = first; i < first + IMAGES; i++) {
                        session.run(test.image(i), i, exit);
                    }
                })
                / IMAGES;
    }

    private ObjectNode report(Map<String, Statistics> timings) {
        System.out.printf(
                "%-36s %9s %7s %9s %10s %10s %10s%n", "", "accuracy", "ticks", "spikes", "median ms", "min", "max");
        timings.forEach((name, timing) -> {
            Outcome outcome = outcomes.get(name);
            System.out.printf(
                    "%-36s %7.2f %% %7s %9s %10.3f %10.3f %10.3f%n",
                    name,
                    100 * accuracies.get(name),
                    outcome == null ? "" : String.format("%.2f", outcome.ticks()),
                    outcome == null ? "" : String.format("%,.0f", outcome.spikes()),
                    timing.median(),
                    timing.min(),
                    timing.max());
        });
        System.out.printf("%nthe ANN itself: %.2f %%%n", 100 * accuracies.get("exact"));
        ObjectNode report = Report.machine()
                .put("kernels", Kernels.describe())
                .put("network", model.getFileName().toString())
                .put("ticks", network.ticks())
                .put("rounds", ROUNDS)
                .put("images_per_round", IMAGES)
                .put("ann_accuracy", accuracies.get("exact"));
        String quickest = timings.entrySet().stream()
                .min((a, b) ->
                        Double.compare(a.getValue().median(), b.getValue().median()))
                .orElseThrow()
                .getKey();
        ObjectNode variants =
                Report.variants(timings, _ -> timings.get(quickest).median());
        timings.keySet().forEach(name -> addTo((ObjectNode) variants.get(name), name));
        report.set("variants", variants);
        return report;
    }

    private void addTo(ObjectNode variant, String name) {
        variant.put("accuracy", accuracies.get(name));
        if (gigabytes.containsKey(name)) {
            variant.put("gigabytes", gigabytes.get(name));
        }
        if (outcomes.containsKey(name)) {
            variant.put("ticks", outcomes.get(name).ticks())
                    .put("spikes", outcomes.get(name).spikes());
        }
    }

    @Override
    public void close() {
        engines.values().forEach(Engine::close);
    }
}

package org.spikestill.lab.train;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.spikestill.data.Batch;
import org.spikestill.data.Dataset;
import org.spikestill.data.Loader;
import org.spikestill.lab.loss.LossInputs;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.teacher.Draws;
import org.spikestill.lab.torch.Floor;
import org.spikestill.lab.torch.OptimizerState;
import org.spikestill.lab.torch.Profile;
import org.spikestill.lab.torch.Profile.Phase;
import org.spikestill.lab.torch.RunMode;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.lab.torch.Trace;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.settings.Seed;

/// A profile of one training step: time and memory by layer, beside the time of its convolutions and matrix products alone on
/// this machine. Steps learn from labels; the work of a teacher is not in them.
///
/// @param stage that was profiled
/// @param batch samples of a step
/// @param seconds of a whole step, mean
/// @param bare seconds of its convolutions and products alone, forward and backward
/// @param rows in the order of the way forward
public record StepProfile(String stage, int batch, double seconds, double bare, List<Row> rows) {
    private static final int WARM_UP = 10;
    private static final int STEPS = 20;

    /// A probe costs two seconds at most, and this share of the training: a short one is not worth a long estimate. The first
    /// updates run kernels that are not compiled yet, hundreds of times as slowly, so the fastest counts; on a busy machine two seconds
    /// do not go beyond these, and the probe lasts until updates become no faster.
    private static final double PROBE_SECONDS = 2;

    private static final double LONGEST_PROBE_SECONDS = 15;
    private static final double FASTER = 0.9;
    private static final double PROBE_SHARE = 0.05;
    private static final int PROBE_BATCH = 32;
    private static final int PROBES = 40;

    public StepProfile {
        rows = List.copyOf(rows);
    }

    /// One layer in one step.
    ///
    /// @param forward seconds
    /// @param backward seconds; of a layer between two populations, those of all layers between them
    /// @param bare seconds of its arithmetic alone, forward and backward, where it has weights
    /// @param bytes of its output, where that has memory of its own
    public record Row(String layer, double forward, double backward, Optional<Double> bare, long bytes) {}

    /// Trains on one batch over and over, from random weights, which are then dropped.
    public static StepProfile measure(
            String stage, Network network, TrainSettings settings, Dataset samples, Seed root) {
        Seed seed = root.split(stage).split("profile");
        Profile profile = new Profile();
        double seconds = 0;
        try (Loader loader = Loader.shuffled(samples, settings.batch(), settings.augmentation(), seed, 0);
                TorchNetwork torch = new TorchNetwork(network, HeInit.of(network, root));
                OptimizerState learner = new OptimizerState(torch, settings.optimizer())) {
            Batch batch = loader.iterator().next();
            Objective objective = Objective.of(samples.labels());
            RunMode mode = RunMode.training(seed.value(), Set.of(), settings.gradient())
                    .in(settings.precision());
            for (int step = -WARM_UP; step < STEPS; step++) {
                long start = System.nanoTime();
                step(torch, learner, batch, objective, seed, step < 0 ? mode : mode.in(profile));
                seconds += step < 0 ? 0 : (System.nanoTime() - start) / 1e9 / STEPS;
            }
        }
        Map<String, Double> bare = bare(network, settings);
        double total = bare.values().stream().mapToDouble(Double::doubleValue).sum();
        return new StepProfile(stage, settings.batch(), seconds, total, rows(network, profile, bare));
    }

    /// Seconds that a training takes per sample and epoch, measured on a few updates of a small batch from random weights.
    public static double secondsPerSample(Network network, TrainSettings settings, Dataset samples, Seed root) {
        int batchSize = Math.min(settings.batch(), Math.min(PROBE_BATCH, samples.size()));
        Seed seed = root.split("probe");
        Objective objective = Objective.of(samples.labels());
        try (Loader loader = Loader.shuffled(samples, batchSize, settings.augmentation(), seed, 0);
                TorchNetwork torch = new TorchNetwork(network, HeInit.of(network, root));
                OptimizerState optimizer = new OptimizerState(torch, settings.optimizer())) {
            Batch batch = loader.iterator().next();
            RunMode mode = RunMode.training(seed.value(), Set.of(), settings.gradient())
                    .in(settings.precision());
            double best = Double.POSITIVE_INFINITY;
            double spent = 0;
            double worth = Double.POSITIVE_INFINITY;
            int settled = 0;
            for (int i = 0;
                    i < PROBES
                            && (spent < Math.min(PROBE_SECONDS, worth)
                                    || settled < 2 && spent < Math.min(LONGEST_PROBE_SECONDS, worth));
                    i++) {
                long start = System.nanoTime();
                step(torch, optimizer, batch, objective, seed, mode);
                double seconds = (System.nanoTime() - start) / 1e9;
                spent += seconds;
                settled = seconds < FASTER * best ? 0 : settled + 1;
                best = Math.min(best, seconds);
                worth = PROBE_SHARE * best / batchSize * samples.size() * settings.epochs();
            }
            return best / batchSize;
        }
    }

    private static void step(
            TorchNetwork torch, OptimizerState learner, Batch batch, Objective objective, Seed seed, RunMode mode) {
        try (Scope _ = Scope.open()) {
            learner.begin();
            Trace trace = torch.run(batch.images(), batch.size(), Draws.keys(seed, batch), mode);
            Tensor labels = LossInputs.labels(batch);
            LossInputs inputs = new LossInputs(trace, Optional.empty(), labels, List.of(), torch.trainables());
            trace.backward(objective.of(inputs, 0).total());
            learner.step(1);
        }
    }

    private static Map<String, Double> bare(Network network, TrainSettings settings) {
        Map<String, Double> seconds = new LinkedHashMap<>();
        try (Floor floor = new Floor(network, settings.batch(), settings.precision())) {
            for (int step = -WARM_UP; step < STEPS; step++) {
                Map<String, Double> times = floor.times();
                if (step >= 0) {
                    times.forEach((layer, one) -> seconds.merge(layer, one / STEPS, Double::sum));
                }
            }
        }
        return seconds;
    }

    private static List<Row> rows(Network network, Profile profile, Map<String, Double> bare) {
        Map<String, Double> backward = new LinkedHashMap<>();
        for (Profile.Line line : profile.lines()) {
            backward.merge(line.layer(), line.seconds(Phase.NEURONS_BACKWARD) / STEPS, Double::sum);
            backward.merge(weighted(network, line.layer()), line.seconds(Phase.LAYERS_BACKWARD) / STEPS, Double::sum);
        }
        List<Row> rows = new ArrayList<>();
        for (Profile.Line line : profile.lines()) {
            rows.add(new Row(
                    line.layer(),
                    line.seconds(Phase.FORWARD) / STEPS,
                    backward.get(line.layer()),
                    Optional.ofNullable(bare.get(line.layer())),
                    line.bytes()));
        }
        return rows;
    }

    /// The layer with weights before a cut, which most of the way back to the cut before is spent in; the cut itself where
    /// there is none.
    private static String weighted(Network network, String cut) {
        if (cut.equals(Profile.LOSS)) {
            return cut;
        }
        String name = cut;
        while (!name.equals(Network.INPUT)) {
            Node node = network.node(name);
            if (node.layer() instanceof Layer.Weighted || node.layer() instanceof Layer.Gated) {
                return name;
            }
            name = node.inputs().getFirst();
        }
        return cut;
    }
}

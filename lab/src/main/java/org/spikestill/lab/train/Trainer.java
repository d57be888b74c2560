package org.spikestill.lab.train;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikestill.data.Batch;
import org.spikestill.data.Loader;
import org.spikestill.lab.progress.CancellationToken;
import org.spikestill.lab.progress.Pace;
import org.spikestill.lab.progress.Progress;
import org.spikestill.lab.teacher.Draws;
import org.spikestill.lab.torch.NativeHeap;
import org.spikestill.lab.torch.Optimizer;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.model.Weights;
import org.spikestill.model.settings.Seed;
import org.spikestill.report.Figures;
import org.spikestill.report.result.Epoch;
import org.spikestill.report.result.Metric;

/// The training loop: epochs of mini-batches, a validation after each, checkpoints in between; the networks of the best epoch
/// are kept. The result depends on the task alone, not on interruptions.
public final class Trainer implements AutoCloseable {
    private final Task task;
    private final Checkpoints checkpoints;
    private final Progress progress;
    private final CancellationToken cancellation;
    private final Map<String, ActiveLearner> learners = new LinkedHashMap<>();
    private final Map<String, GradientShares> shares = new LinkedHashMap<>();
    private final PeakMemory memory = PeakMemory.ofThisProcess();
    private final Clock clock;
    private TrainState state;

    /// Goes on from the last checkpoint, if there is one.
    ///
    /// @throws org.spikestill.model.settings.InvalidSettings if the parts of the task do not fit, see [Task#check]
    public Trainer(Task task, Checkpoints checkpoints, Progress progress, CancellationToken cancellation) {
        task.check();
        this.task = task;
        this.checkpoints = checkpoints;
        this.progress = progress;
        this.cancellation = cancellation;
        for (Learner learner : task.step().learners()) {
            learners.put(
                    learner.name(),
                    new ActiveLearner(
                            learner, label(learner.name()), task.step().taps(learner)));
        }
        Optional<Checkpoint> found = checkpoints.load(task.stage());
        this.state = found.map(Checkpoint::state).orElse(TrainState.start());
        found.ifPresent(this::restore);
        this.clock = new Clock(state.seconds(), System.nanoTime());
    }

    /// Name of a network in lines for people.
    private String label(String name) {
        return task.step().learners().size() == 1 ? task.stage() : task.stage() + "'s network " + name;
    }

    private void restore(Checkpoint found) {
        if (!found.learners().keySet().equals(learners.keySet())) {
            close();
            throw new IllegalStateException("the checkpoint of " + task.stage() + " holds "
                    + List.copyOf(found.learners().keySet()) + ", but the task trains "
                    + List.copyOf(learners.keySet()) + ": it belongs to another task, delete it");
        }
        found.learners().forEach((name, snapshot) -> learners.get(name).restore(snapshot, state.steps()));
    }

    /// Trains to the end.
    ///
    /// @throws CancellationToken.Cancelled after a checkpoint, if a stop was requested
    public Trained train() throws IOException {
        double began = clock.seconds();
        double teacherBefore = 0;
        try (Sources sources = Sources.open(task, networks(), progress, cancellation)) {
            NativeHeap.trim(); // else a small student would be as large as its teacher before it
            Pace pace = new Pace(state.done(task.batches()), task.settings().batch());
            while (state.epoch() < task.settings().epochs()) {
                runEpoch(pace, sources);
                finishEpoch(began, sources.seconds() - teacherBefore);
                began = clock.seconds();
                teacherBefore = sources.seconds();
            }
        }
        TrainState.Best best = state.best().orElseThrow();
        Map<String, Weights> weights = new LinkedHashMap<>();
        Map<String, Metric.Reading> validations = new LinkedHashMap<>();
        learners.forEach((name, learner) -> {
            weights.put(name, learner.best());
            validations.put(name, task.score().metric().of(best.scores().get(name)));
        });
        return new Trained(weights, task.scored(), best.epoch(), validations, clock.seconds());
    }

    private Map<String, TorchNetwork> networks() {
        Map<String, TorchNetwork> networks = new LinkedHashMap<>();
        learners.forEach((name, learner) -> networks.put(name, learner.torch()));
        return networks;
    }

    private void runEpoch(Pace pace, Sources sources) {
        Seed seed = task.seed().split(task.stage()).split(state.epoch());
        Draws draws = sources.draws(state.epoch(), seed);
        memory.begin();
        try (Loader loader = Loader.shuffled(
                task.data().train(),
                task.settings().batch(),
                task.settings().augmentation(),
                seed,
                draws.augment(),
                state.batch())) {
            for (Batch batch : loader) {
                step(batch, seed, draws.keys(batch), sources);
                memory.look();
                progress.advance(advance(pace));
                if (cancellation.isCancelled()) {
                    checkpoints.save(checkpoint());
                    throw new CancellationToken.Cancelled("training the " + task.stage());
                }
                if (checkpoints.due()) {
                    checkpoints.save(checkpoint());
                }
            }
        }
    }

    /// One update of every learner.
    private void step(Batch batch, Seed seed, long[] keys, Sources sources) {
        double done = state.done(task.batches()) / all();
        if (state.batch() == 0) {
            learners.forEach((name, learner) -> {
                var first = new ActiveLearner.Moment(state.epoch(), 0, keys, dropout(seed, name), done);
                learner.shares(batch, first, sources.of(name)).ifPresent(each -> tell(name, each));
            });
        }
        BatchLoss loss = BatchLoss.NONE;
        Ratio score = Ratio.NONE;
        for (String name : learners.keySet()) {
            var moment = new ActiveLearner.Moment(state.epoch(), state.batch(), keys, dropout(seed, name), done);
            Optional<Score> wanted = Optional.of(task.score()).filter(_ -> name.equals(task.scored()));
            ActiveLearner.Update update = learners.get(name).update(batch, moment, sources.of(name), wanted);
            loss = loss.plus(
                    learners.size() == 1 ? update.loss() : update.loss().prefixed(name + "."));
            score = update.score().orElse(score);
        }
        state = state.afterBatch(batch.size(), loss, score);
    }

    /// Shows the shares where they are new.
    private void tell(String name, GradientShares now) {
        GradientShares before = shares.get(name);
        if (before == null || now.differsFrom(before)) {
            shares.put(name, now);
            progress.say("%s, epoch %d: of the gradient %s".formatted(label(name), state.epoch() + 1, now));
        }
        Optimizer optimizer = learners.get(name).rule();
        if (optimizer.growsWithGradient()) {
            now.otherSteps().ifPresent(length -> tell(name, length, optimizer.learningRate()));
        }
    }

    /// Says that a difference to an untaught network is one of step sizes as well.
    private void tell(String name, double length, double rate) {
        progress.say(
                ("%s: a first step is %.1f times as long as by cross-entropy alone at the same rate: for steps as long as an untaught "
                                + "network's set the learning rate to %s")
                        .formatted(label(name), length, Figures.number(rate / length)));
    }

    /// Masks of the first network come from the epoch's stream itself, those of others from streams of their own.
    private Seed dropout(Seed seed, String name) {
        Seed stream = seed.split("dropout");
        return name.equals(task.step().learners().getFirst().name()) ? stream : stream.split(name);
    }

    /// Batches of the whole training.
    private double all() {
        return (double) task.settings().epochs() * task.batches();
    }

    private Progress.Advance advance(Pace pace) {
        int epochs = task.settings().epochs();
        return pace.advance(
                        task.stage() + ", epoch " + (state.epoch() + 1) + " of " + epochs,
                        state.done(task.batches()),
                        (long) epochs * task.batches())
                .with(
                        state.sums().meanLoss(),
                        task.score().metric().of(state.sums().score().value()));
    }

    private void finishEpoch(double began, double teacherSeconds) {
        Optional<Long> peak = memory.bytes();
        Map<String, Validation> validations = new LinkedHashMap<>();
        learners.forEach((name, learner) -> validations.put(
                name, Validation.of(learner.torch(), task.score(), task.data().validation())));
        Epoch figures = figures(validations, clock.seconds() - began, teacherSeconds, peak);
        state = state.afterEpoch(best(validations));
        checkpoints.record(figures);
        checkpoints.save(checkpoint());
        progress.epoch(figures, task.settings().epochs());
    }

    private Epoch figures(
            Map<String, Validation> validations, double seconds, double teacherSeconds, Optional<Long> peak) {
        Validation validation = validations.get(task.scored());
        Map<String, Double> peers = new LinkedHashMap<>();
        validations.forEach((name, each) -> peers.put(name, each.score()));
        peers.remove(task.scored());
        return new Epoch(
                task.stage(),
                state.epoch() + 1,
                state.sums().meanLoss(),
                state.sums().meanTerms(),
                task.score().metric(),
                state.sums().score().value(),
                validation.score(),
                validation.loss(),
                peers,
                lastRate(),
                seconds,
                teacherSeconds,
                peak);
    }

    /// Learning rate of the epoch's last update.
    private double lastRate() {
        TrainSettings settings = task.learner().settings();
        double done = ((state.epoch() + 1.0) * task.batches() - 1) / all();
        return settings.optimizer().learningRate() * settings.schedule().factor(done);
    }

    private Optional<TrainState.Best> best(Map<String, Validation> validations) {
        Validation validation = validations.get(task.scored());
        if (state.best().isPresent()
                && !task.score().better(validation, state.best().get().validation())) {
            return state.best();
        }
        learners.values().forEach(ActiveLearner::keep);
        Map<String, Double> scores = new LinkedHashMap<>();
        validations.forEach((name, each) -> scores.put(name, each.score()));
        return Optional.of(new TrainState.Best(state.epoch() + 1, validation, scores));
    }

    private Checkpoint checkpoint() {
        Map<String, Checkpoint.Snapshot> snapshots = new LinkedHashMap<>();
        learners.forEach((name, learner) -> snapshots.put(name, learner.snapshot()));
        return new Checkpoint(task.stage(), state.at(clock.seconds()), snapshots);
    }

    @Override
    public void close() {
        learners.values().forEach(ActiveLearner::close);
    }

    /// Seconds of this training over all its sittings.
    private record Clock(double before, long start) {
        double seconds() {
            return before + (System.nanoTime() - start) / 1e9;
        }
    }
}

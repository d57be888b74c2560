package org.spikestill.lab.train;

import java.io.IOException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.spikestill.data.Batch;
import org.spikestill.data.Loader;
import org.spikestill.lab.loss.LayerPair;
import org.spikestill.lab.loss.Loss;
import org.spikestill.lab.loss.LossInputs;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.loss.Rotation;
import org.spikestill.lab.loss.Targets;
import org.spikestill.lab.measure.Evaluator;
import org.spikestill.lab.measure.TorchEvaluator;
import org.spikestill.lab.torch.NativeHeap;
import org.spikestill.lab.torch.OptimizerState;
import org.spikestill.lab.torch.RunMode;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.lab.torch.Trace;
import org.spikestill.model.Weights;
import org.spikestill.model.settings.Seed;
import org.spikestill.report.result.Epoch;
import org.spikestill.report.result.Evaluation;

/// Trains one network, epoch by epoch, and keeps the one that does best on the validation split (higher accuracy, then
/// lower loss, then earlier). What comes out depends on the task alone: not on when it was interrupted and resumed.
public final class Trainer implements AutoCloseable {
    private final Task task;
    private final Checkpoints checkpoints;
    private final Progress progress;
    private final CancellationToken cancellation;
    private final TorchNetwork torch;
    private final OptimizerState learner;
    private final Clock clock;
    private final PeakMemory memory = PeakMemory.ofThisProcess();

    private int epoch;
    private int batch;
    private Checkpoint.Sums sums = Checkpoint.Sums.none();
    private Weights best;
    private int bestEpoch;
    private double bestAccuracy = -1;
    private double bestLoss = Double.POSITIVE_INFINITY;

    public Trainer(Task task, Checkpoints checkpoints, Progress progress, CancellationToken cancellation) {
        this.task = task;
        this.checkpoints = checkpoints;
        this.progress = progress;
        this.cancellation = cancellation;
        this.torch = new TorchNetwork(task.network(), task.initial());
        this.learner = new OptimizerState(torch, task.settings().optimizer());
        this.best = task.initial();
        Optional<Checkpoint> found = checkpoints.load(task.stage());
        found.ifPresent(this::restore);
        this.clock = new Clock(found.map(each -> each.progress().seconds()).orElse(0.0));
    }

    /// Trains to the end, or until interrupted.
    ///
    /// @throws CancellationToken.Cancelled after a checkpoint, if a stop was wished for
    public Trained train() throws IOException {
        int batches = task.data().train().size() / task.settings().batch();
        if (batches == 0) {
            throw new IllegalArgumentException("batch is " + task.settings().batch() + ": there are only "
                    + task.data().train().size() + " training samples");
        }
        double began = clock.seconds();
        double teacherBefore = 0;
        try (TargetSource tutor = TargetSource.of(task, progress, cancellation)) {
            NativeHeap.trim(); // else a small student would be as large as its teacher before it
            Pace pace = new Pace(task, batches, (long) epoch * batches + batch);
            while (epoch < task.settings().epochs()) {
                runEpoch(batches, pace, tutor);
                finishEpoch(began, tutor.seconds() - teacherBefore, batches);
                began = clock.seconds();
                teacherBefore = tutor.seconds();
            }
        }
        return new Trained(best, bestEpoch, bestAccuracy, clock.seconds());
    }

    private void runEpoch(int batches, Pace pace, TargetSource tutor) {
        Seed seed = task.seed().split(task.stage()).split(epoch);
        TargetSource.Draws draws = tutor.draws(epoch, seed);
        memory.begin();
        try (Loader loader = Loader.shuffled(
                task.data().train(),
                task.settings().batch(),
                task.settings().augmentation(),
                seed,
                draws.augment(),
                batch)) {
            for (Batch each : loader) {
                double done = ((double) epoch * batches + batch)
                        / ((double) task.settings().epochs() * batches);
                learn(each, seed, draws, tutor, done);
                memory.look();
                batch++;
                progress.advance(pace.advance(epoch, batch, sums));
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

    private void learn(Batch each, Seed seed, TargetSource.Draws draws, TargetSource tutor, double done) {
        try (Scope _ = Scope.open()) {
            learner.begin();
            long[] keys = keys(draws.encode(), each);
            Seed dropout = seed.split("dropout");
            Trace trace = torch.run(
                    each.images(), each.size(), keys, mode(dropout, probes()).withTrains(trains()));
            Tensor labels = Tensor.ofLabels(each.labels(), each.size());
            Optional<Targets> taught = tutor.of(each, keys, labels, epoch);
            BatchLoss batchLoss =
                    batchLoss(trace, task.objective().of(new LossInputs(trace, taught, labels, task.pairs()), epoch));
            if (task.objective().needs(Loss.Need.ROTATED)) {
                for (Rotation rotation : Rotation.values()) {
                    Targets said = taught.orElseThrow().of(rotation);
                    Seed draw = dropout.split(rotation.name());
                    batchLoss = batchLoss.plus(ofRotated(each, rotation, said, keys, draw, labels));
                }
            }
            learner.step(task.settings().schedule().factor(done));
            count(each, trace, batchLoss);
        }
    }

    /// Further samples of the same update, one rotation after another: their gradients add up, their memory does not.
    private BatchLoss ofRotated(Batch each, Rotation rotation, Targets said, long[] keys, Seed dropout, Tensor labels) {
        try (Scope _ = Scope.open()) {
            float[] images = rotation.of(each.images(), each.sample(), each.size());
            Trace trace = torch.run(images, each.size(), keys, mode(dropout, Set.of()));
            return batchLoss(
                    trace,
                    task.objective().ofRotated(new LossInputs(trace, Optional.of(said), labels, List.of()), epoch));
        }
    }

    private RunMode mode(Seed dropout, Set<String> probes) {
        return RunMode.training(dropout.at(batch), probes, task.settings().gradient())
                .in(task.settings().precision());
    }

    /// Adds the gradients of a value to those of the batch.
    private BatchLoss batchLoss(Trace trace, Objective.Value value) {
        float loss = value.total().toFloat();
        if (!Float.isFinite(loss)) {
            throw new IllegalStateException("the loss of the " + task.stage() + " is " + loss + " in epoch "
                    + (epoch + 1) + ": lower the learning rate");
        }
        trace.backward(value.total());
        Map<String, Double> terms = new LinkedHashMap<>();
        value.parts().forEach((name, part) -> terms.put(name, (double) part.toFloat()));
        return new BatchLoss(loss, terms);
    }

    /// Layers of the student whose maps the losses read.
    private Set<String> probes() {
        Set<String> probes = new HashSet<>();
        if (task.objective().needs(Loss.Need.MAPS)) {
            task.pairs().forEach(pair -> probes.add(pair.student()));
        }
        if (task.objective().needs(Loss.Need.RATES)) {
            task.network().firing().forEach(node -> probes.add(node.name()));
        }
        return probes;
    }

    /// Populations of the student whose spikes of every tick the losses read.
    private Set<String> trains() {
        return task.objective().needs(Loss.Need.TRAINS)
                ? task.pairs().stream().map(LayerPair::student).collect(Collectors.toSet())
                : Set.of();
    }

    /// Keys of the encoder's draws, one per sample.
    static long[] keys(Seed seed, Batch each) {
        long[] keys = new long[each.size()];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = seed.at(each.indices()[i]);
        }
        return keys;
    }

    private void count(Batch each, Trace trace, BatchLoss batchLoss) {
        int[] classes = trace.logits().argmax(1).toInts();
        int correct = 0;
        for (int i = 0; i < each.size(); i++) {
            correct += classes[i] == each.labels()[i] ? 1 : 0;
        }
        sums = sums.plus(each.size(), correct, batchLoss.loss(), batchLoss.terms());
    }

    private void finishEpoch(double began, double teacherSeconds, int batches) throws IOException {
        Optional<Long> peak = memory.bytes();
        Evaluation validation =
                new TorchEvaluator(torch).evaluate(task.data().validation(), Evaluator.Listener.silent());
        double lastDone =
                ((epoch + 1.0) * batches - 1) / ((double) task.settings().epochs() * batches);
        Map<String, Double> terms = new LinkedHashMap<>();
        sums.terms().forEach((name, total) -> terms.put(name, total / sums.samples()));
        Epoch figures = new Epoch(
                task.stage(),
                epoch + 1,
                sums.loss() / sums.samples(),
                terms,
                (double) sums.correct() / sums.samples(),
                validation.accuracy(),
                validation.loss(),
                task.settings().optimizer().learningRate()
                        * task.settings().schedule().factor(lastDone),
                clock.seconds() - began,
                teacherSeconds,
                peak);
        if (validation.accuracy() > bestAccuracy
                || (validation.accuracy() == bestAccuracy && validation.loss() < bestLoss)) {
            best = torch.weights();
            bestEpoch = epoch + 1;
            bestAccuracy = validation.accuracy();
            bestLoss = validation.loss();
        }
        epoch++;
        batch = 0;
        sums = Checkpoint.Sums.none();
        checkpoints.record(figures);
        checkpoints.save(checkpoint());
        progress.epoch(figures, task.settings().epochs());
    }

    private Checkpoint checkpoint() {
        return new Checkpoint(
                new Checkpoint.Position(
                        task.stage(),
                        epoch,
                        batch,
                        learner.steps(),
                        bestEpoch,
                        bestAccuracy,
                        bestEpoch == 0 ? 0 : bestLoss,
                        sums,
                        clock.seconds()),
                torch.weights(),
                best,
                learner.state());
    }

    private void restore(Checkpoint found) {
        Checkpoint.Position at = found.progress();
        torch.load(found.current());
        learner.restore(found.optimizer(), at.steps());
        best = found.best();
        epoch = at.epoch();
        batch = at.batch();
        sums = at.sums();
        bestEpoch = at.bestEpoch();
        bestAccuracy = bestEpoch == 0 ? -1 : at.bestAccuracy();
        bestLoss = bestEpoch == 0 ? Double.POSITIVE_INFINITY : at.bestLoss();
    }

    @Override
    public void close() {
        learner.close();
        torch.close();
    }

    /// What there was to learn from a batch.
    ///
    /// @param loss weighted sum
    /// @param terms each loss before weighting
    private record BatchLoss(double loss, Map<String, Double> terms) {
        BatchLoss plus(BatchLoss other) {
            Map<String, Double> both = new LinkedHashMap<>(terms);
            other.terms.forEach((name, value) -> both.merge(name, value, Double::sum));
            return new BatchLoss(loss + other.loss, both);
        }
    }

    /// Seconds of this stage over all its sittings.
    private record Clock(double before, long start) {
        Clock(double before) {
            this(before, System.nanoTime());
        }

        double seconds() {
            return before + (System.nanoTime() - start) / 1e9;
        }
    }
}

package org.spikestill.lab.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.spikestill.data.Batch;
import org.spikestill.lab.loss.LossInputs;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.teacher.Rotation;
import org.spikestill.lab.teacher.Taps;
import org.spikestill.lab.teacher.TargetSource;
import org.spikestill.lab.teacher.Targets;
import org.spikestill.lab.torch.Adam;
import org.spikestill.lab.torch.FreeParameters;
import org.spikestill.lab.torch.Optimizer;
import org.spikestill.lab.torch.OptimizerState;
import org.spikestill.lab.torch.RunMode;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.lab.torch.Trace;
import org.spikestill.model.Block;
import org.spikestill.model.Weights;
import org.spikestill.model.settings.Seed;

/// A learner at work: its weights as tensors, its optimizer, and the update on a mini-batch. Owns native memory until closed.
final class ActiveLearner implements AutoCloseable {
    private final Learner learner;
    private final String label;
    private final TorchNetwork torch;
    private final OptimizerState optimizer;
    private final FreeParameters maps;
    private final OptimizerState mapOptimizer;
    private Weights best;

    /// @param label names it in errors
    /// @param teacher outputs that its losses read
    ActiveLearner(Learner learner, String label, Optional<Taps> teacher) {
        this.learner = learner;
        this.label = label;
        this.torch = new TorchNetwork(learner.network(), learner.initial());
        Optimizer optimizer = learner.settings().optimizer();
        this.optimizer = new OptimizerState(torch, optimizer);
        this.maps = new FreeParameters(learner.maps(teacher));
        this.mapOptimizer = new OptimizerState(maps.trainables(), plain(optimizer));
        this.best = learner.initial();
    }

    /// The maps of losses stay off the grid that an optimizer may keep its weights on, since they are not deployed.
    private static Optimizer plain(Optimizer optimizer) {
        return new Adam().withLearningRate(optimizer.learningRate());
    }

    /// A batch in the course of the training.
    ///
    /// @param epoch from 0
    /// @param number of the batch in its epoch, from 0
    /// @param keys of the encoder's draws, one per sample
    /// @param dropout stream of the epoch's masks
    /// @param done share of all updates before this one
    record Moment(int epoch, int number, long[] keys, Seed dropout, double done) {}

    /// The result of an update.
    ///
    /// @param score of the outputs before the update; empty where none was wanted
    record Update(BatchLoss loss, Optional<Ratio> score) {}

    /// What each term of the objective has of the gradient on a batch; empty where there is one term, or where terms see batches of their
    /// own. The weights stay as they are, and so do statistics of batch normalisation.
    Optional<GradientShares> shares(Batch batch, Moment at, TargetSource source) {
        Objective objective = learner.objective();
        if (objective.terms().size() < 2 || objective.reads(Targets.Kind.ROTATED_LOGITS)) {
            return Optional.empty();
        }
        try (Scope _ = Scope.open();
                TorchNetwork copy = new TorchNetwork(learner.network(), torch.weights())) {
            Optional<Targets> targets = source.of(batch, at.keys(), at.epoch());
            return Optional.of(
                    GradientShares.of(copy, objective, at.epoch(), network -> pass(network, batch, at, targets)));
        }
    }

    private GradientShares.Ran pass(TorchNetwork network, Batch batch, Moment at, Optional<Targets> targets) {
        RunMode mode = mode(at.dropout(), at, learner.probes()).withTrains(learner.trains());
        Trace trace = network.run(batch.images(), batch.size(), at.keys(), mode);
        return new GradientShares.Ran(trace, inputs(network, trace, batch, targets));
    }

    private LossInputs inputs(TorchNetwork network, Trace trace, Batch batch, Optional<Targets> targets) {
        return new LossInputs(
                trace,
                targets,
                LossInputs.labels(batch),
                batch.mixture(),
                learner.pairs(),
                network.trainables(),
                maps.trainables());
    }

    /// Takes one update on a batch.
    ///
    /// @param score is computed of the outputs
    Update update(Batch batch, Moment at, TargetSource source, Optional<Score> score) {
        try (Scope _ = Scope.open()) {
            optimizer.begin();
            mapOptimizer.begin();
            Optional<Targets> targets = source.of(batch, at.keys(), at.epoch());
            GradientShares.Ran ran = pass(torch, batch, at, targets);
            Trace trace = ran.trace();
            BatchLoss loss = backward(trace, learner.objective().of(ran.inputs(), at.epoch()), at);
            if (learner.objective().reads(Targets.Kind.ROTATED_LOGITS)) {
                for (Rotation rotation : Rotation.values()) {
                    loss = loss.plus(rotated(batch, rotation, targets.orElseThrow(), at));
                }
            }
            double factor = learner.settings().schedule().factor(at.done());
            optimizer.step(factor);
            mapOptimizer.step(factor);
            torch.bound();
            return new Update(loss, score.map(each -> each.of(trace.logits(), batch)));
        }
    }

    /// Rotated copies are further samples of the same update, one rotation after another: their gradients add up, their
    /// memory does not.
    private BatchLoss rotated(Batch batch, Rotation rotation, Targets targets, Moment at) {
        try (Scope _ = Scope.open()) {
            float[] images = rotation.of(batch.images(), batch.sample(), batch.size());
            Seed dropout = at.dropout().split(rotation.name());
            Trace trace = torch.run(images, batch.size(), at.keys(), mode(dropout, at, Set.of()));
            LossInputs inputs = new LossInputs(
                    trace,
                    Optional.of(targets.of(rotation)),
                    LossInputs.labels(batch),
                    batch.mixture(),
                    List.of(),
                    torch.trainables(),
                    List.of());
            return backward(trace, learner.objective().ofRotated(inputs, at.epoch()), at);
        }
    }

    private RunMode mode(Seed dropout, Moment at, Set<String> probes) {
        return RunMode.training(
                        dropout.at(at.number()), probes, learner.settings().gradient())
                .in(learner.settings().precision());
    }

    /// Adds the gradients of a value to those of the batch.
    private BatchLoss backward(Trace trace, Objective.Value value, Moment at) {
        float loss = value.total().toFloat();
        if (!Float.isFinite(loss)) {
            throw new IllegalStateException("the loss of the " + label + " is " + loss + " in epoch " + (at.epoch() + 1)
                    + ": lower the learning rate");
        }
        trace.backward(value.total());
        Map<String, Double> terms = new LinkedHashMap<>();
        value.parts().forEach((name, part) -> terms.put(name, (double) part.toFloat()));
        return new BatchLoss(loss, terms);
    }

    /// Update rule of the weights.
    Optimizer rule() {
        return learner.settings().optimizer();
    }

    TorchNetwork torch() {
        return torch;
    }

    /// Weights of the best epoch so far.
    Weights best() {
        return best;
    }

    /// The epoch that is over is the best so far.
    void keep() {
        best = torch.weights();
    }

    Checkpoint.Snapshot snapshot() {
        Map<String, Block> ofMaps = new LinkedHashMap<>(maps.blocks());
        ofMaps.putAll(mapOptimizer.state());
        return new Checkpoint.Snapshot(torch.weights(), best, optimizer.state(), ofMaps);
    }

    /// Goes on from a checkpoint.
    ///
    /// @param steps updates taken until then
    void restore(Checkpoint.Snapshot snapshot, long steps) {
        torch.load(snapshot.current());
        optimizer.restore(snapshot.optimizer(), steps);
        maps.load(snapshot.maps());
        mapOptimizer.restore(snapshot.maps(), steps);
        best = snapshot.best();
    }

    @Override
    public void close() {
        mapOptimizer.close();
        maps.close();
        optimizer.close();
        torch.close();
    }
}

package org.spikestill.lab.experiment.steps;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.spikestill.data.Mixing;
import org.spikestill.lab.experiment.Context;
import org.spikestill.lab.experiment.Inputs;
import org.spikestill.lab.experiment.Known;
import org.spikestill.lab.experiment.ModelResult;
import org.spikestill.lab.experiment.Outline;
import org.spikestill.lab.experiment.Probed;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.experiment.ResultType;
import org.spikestill.lab.experiment.Step;
import org.spikestill.lab.loss.LayerPair;
import org.spikestill.lab.loss.Loss;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.teacher.Taps;
import org.spikestill.lab.teacher.TargetSpec;
import org.spikestill.lab.teacher.Teacher;
import org.spikestill.lab.train.Distilled;
import org.spikestill.lab.train.LastEpoch;
import org.spikestill.lab.train.Learner;
import org.spikestill.lab.train.Score;
import org.spikestill.lab.train.StepProfile;
import org.spikestill.lab.train.Supervised;
import org.spikestill.lab.train.Task;
import org.spikestill.lab.train.TrainSettings;
import org.spikestill.lab.train.TrainStep;
import org.spikestill.lab.train.Trained;
import org.spikestill.lab.train.Trainer;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Seed;
import org.spikestill.model.settings.Settings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Training of one network, artificial or spiking, from labels or from a teacher as well.
///
/// @param setting that holds `training`, for errors
/// @param start network and weights it starts from
/// @param teacher it learns from, if the objective needs one
/// @param pairs layers of teacher and student that match; empty pairs them by a rule
/// @param pairing that rule
public record TrainNetwork(
        String setting,
        Start start,
        TrainSettings training,
        Objective objective,
        Optional<TeacherSource> teacher,
        List<LayerPair> pairs,
        PairBy pairing)
        implements Step<ModelResult>, Probed {
    public TrainNetwork {
        // unused settings would make keys differ that stand for the same result
        teacher = objective.needsTeacher() || teacher.isEmpty() ? teacher : Optional.empty();
        pairs = objective.needsPairs() ? List.copyOf(pairs) : List.of();
        pairing = objective.needsPairs() && pairs.isEmpty() ? pairing : PairBy.RESOLUTION;
        if (objective.needsTeacher() && teacher.isEmpty()) {
            throw new InvalidSettings("the objective of " + setting
                    + " needs a teacher, and there is none: add one, or leave" + " the loss out");
        }
    }

    /// With named pairs, or those of a resolution.
    public TrainNetwork(
            String setting,
            Start start,
            TrainSettings training,
            Objective objective,
            Optional<TeacherSource> teacher,
            List<LayerPair> pairs) {
        this(setting, start, training, objective, teacher, pairs, PairBy.RESOLUTION);
    }

    @Override
    public ResultType<ModelResult> result() {
        return ModelResult.TYPE;
    }

    @Override
    public List<Ref<?>> inputs() {
        List<Ref<?>> inputs = new ArrayList<>(start.inputs());
        teacher.ifPresent(source -> inputs.addAll(source.inputs()));
        return inputs;
    }

    /// The teacher counts by content.
    @Override
    public JsonNode fingerprint() {
        ObjectNode tree = (ObjectNode) Settings.write(this);
        teacher.ifPresent(source -> tree.set("teacher", source.fingerprint()));
        return tree;
    }

    @Override
    public Outline check(String name, Known before) {
        Network network = start.network(before);
        int samples = before.data().train().size();
        if (training.batch() > samples) {
            throw new InvalidSettings(
                    setting + ".batch is " + training.batch() + ": there are only " + samples + " training samples");
        }
        objective.check(before.data().train().labels());
        objective.check(training.augmentation());
        if (network.isSpiking()) {
            training.gradient().check(network);
            objective.check(training.gradient(), setting);
        }
        checkTeacher(network, teacher.map(source -> source.taps(before)), samples);
        MemoryNeed.check(setting, network, training);
        return Outline.of(network);
    }

    private void checkTeacher(Network network, Optional<Taps> taps, int samples) {
        List<LayerPair> matching = pairs(network, taps);
        objective.terms().forEach(term -> {
            term.loss().check(taps, network);
            matching.forEach(pair -> term.loss()
                    .check(
                            pair,
                            taps.orElseThrow().map(pair.teacher()),
                            network.shapes().get(pair.student())));
        });
        taps.ifPresent(each ->
                training.checkCache(setting, objective.targets(matching, each, training.precision()), each, samples));
    }

    /// The layers whose maps the objective compares.
    private List<LayerPair> pairs(Network student, Optional<Taps> taps) {
        return objective.needsPairs() ? Pairing.of(objective, pairs, taps.orElseThrow(), student, pairing) : List.of();
    }

    private List<LayerPair> matching(Known before) {
        return pairs(start.network(before), teacher.map(source -> source.taps(before)));
    }

    @Override
    public double multiplyAdds(String name, Known before) {
        return Cost.training(
                start.network(before),
                training,
                objective,
                before.data().train().size());
    }

    @Override
    public double probe(String name, Known before) {
        double perSample = StepProfile.secondsPerSample(
                start.network(before),
                training,
                before.data().train(),
                Seed.of(0).split(name));
        return perSample * training.epochs() * before.data().train().size();
    }

    @Override
    public Optional<String> description(String name, Known before) {
        Network network = start.network(before);
        String howLong = training.epochs()
                + (training.augmentation() instanceof Mixing ? " epochs of mixtures" : " epochs")
                + (objective.needsTeacher() ? " by " + terms() : "")
                + (Score.choosesLast(before.data()) ? ", the last kept" : "");
        return Optional.of(
                network.isSpiking()
                        ? "%s at T = %d, %s".formatted(name, network.ticks(), howLong)
                        : "%s %,d weights, %s".formatted(name, Cost.parameters(network), howLong));
    }

    /// `0.1 cross-entropy + 0.9 soft-targets:temperature=2.0`, without decay and schedule of the weights.
    private String terms() {
        return objective.terms().stream()
                .map(term -> (term.weight() == 1 ? "" : term.weight() + " ")
                        + Loss.catalog().spec(term.loss()))
                .collect(Collectors.joining(" + "));
    }

    @Override
    public List<String> details(Known before) {
        if (teacher.isEmpty()) {
            return List.of();
        }
        Taps taps = teacher.get().taps(before);
        List<LayerPair> matching = matching(before);
        List<String> lines = new ArrayList<>(Pairing.table(objective, matching, taps, Taps.of(start.network(before))));
        TargetSpec wanted = objective.targets(matching, taps, training.precision());
        training.uncached(wanted, taps, before.data().train().size()).ifPresent(lines::add);
        return lines;
    }

    @Override
    public ModelResult run(Inputs inputs, Context context) throws IOException {
        Optional<Teacher> taught = teacher.map(source -> source.open(inputs, context));
        try {
            return train(start.network(inputs, context), taught, inputs, context);
        } finally {
            taught.ifPresent(Teacher::close);
        }
    }

    private ModelResult train(Network network, Optional<Teacher> taught, Inputs inputs, Context context)
            throws IOException {
        List<LayerPair> matching = pairs(network, taught.map(Teacher::taps));
        Weights initial = start.weights(network, inputs, context);
        if (taught.isPresent()) {
            Optional<Weights> trained = start instanceof Start.From ? Optional.of(initial) : Optional.empty();
            new BeforeTeaching(context.name(), network, trained, taught.get(), objective, context.data())
                    .lines()
                    .forEach(context.progress()::say);
        }
        Learner learner = new Learner(context.name(), network, initial, training, objective, matching);
        TrainStep step =
                taught.isPresent() ? new Distilled(learner, taught.get(), context.cache()) : new Supervised(learner);
        boolean prunes = objective.terms().stream().anyMatch(term -> term.loss().prunes());
        Score score = prunes ? new LastEpoch(Score.of(context.data().train().labels())) : Score.of(context.data());
        Task task = new Task(context.name(), step, score, learner.name(), context.data(), context.seed());
        try (Trainer trainer = new Trainer(task, context.checkpoints(), context.progress(), context.cancellation())) {
            Trained trained = trainer.train();
            context.progress()
                    .say("%s: epoch %d is kept, validation %s, %.0f s"
                            .formatted(context.name(), trained.epoch(), trained.validation(), trained.seconds()));
            return TrainedNetworks.deployed(network, trained.scored(), trained, inputs.digests(), context);
        }
    }
}

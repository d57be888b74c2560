package org.spikestill.lab.experiment.steps;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.teacher.NetworkTeacher;
import org.spikestill.lab.teacher.Taps;
import org.spikestill.lab.teacher.Teacher;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.lab.train.Distilled;
import org.spikestill.lab.train.Learner;
import org.spikestill.lab.train.StepProfile;
import org.spikestill.lab.train.Supervised;
import org.spikestill.lab.train.Task;
import org.spikestill.lab.train.TrainSettings;
import org.spikestill.lab.train.TrainStep;
import org.spikestill.lab.train.Trained;
import org.spikestill.lab.train.Trainer;
import org.spikestill.model.Network;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Seed;

/// Training of one network, artificial or spiking, from labels or from a teacher as well.
///
/// @param setting that holds `training`, for errors
/// @param start network and weights it starts from
/// @param teacher network it learns from, if the objective needs one
/// @param pairs layers of teacher and student that match; empty pairs them by resolution
public record TrainNetwork(
        String setting,
        Start start,
        TrainSettings training,
        Objective objective,
        Optional<Ref<ModelResult>> teacher,
        List<LayerPair> pairs)
        implements Step<ModelResult>, Probed {
    public TrainNetwork {
        // unused settings would make keys differ that stand for the same result
        teacher = objective.needsTeacher() || teacher.isEmpty() ? teacher : Optional.empty();
        pairs = objective.needsPairs() ? List.copyOf(pairs) : List.of();
        if (objective.needsTeacher() && teacher.isEmpty()) {
            throw new InvalidSettings("the objective of " + setting
                    + " needs a teacher, and there is none: add one, or leave" + " the loss out");
        }
    }

    @Override
    public ResultType<ModelResult> result() {
        return ModelResult.TYPE;
    }

    @Override
    public List<Ref<?>> inputs() {
        List<Ref<?>> inputs = new ArrayList<>(start.inputs());
        teacher.ifPresent(inputs::add);
        return inputs;
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
        if (network.isSpiking()) {
            training.gradient().check(network);
            objective.check(training.gradient(), setting);
        }
        checkTeacher(network, teacher.map(before::network), samples);
        MemoryNeed.check(setting, network, training);
        return Outline.of(network);
    }

    private void checkTeacher(Network network, Optional<Network> teacherNetwork, int samples) {
        Optional<Taps> taps = teacherNetwork.map(Taps::of);
        List<LayerPair> matching = pairs(network, teacherNetwork);
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
    private List<LayerPair> pairs(Network student, Optional<Network> teacherNetwork) {
        if (!objective.needsPairs()) {
            return List.of();
        }
        Network other = teacherNetwork.orElseThrow();
        return pairs.isEmpty() ? Pairing.automatic(other, student) : Pairing.checked(pairs, other, student);
    }

    private List<LayerPair> matching(Known before) {
        return pairs(start.network(before), teacher.map(before::network));
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
        return Optional.of(
                network.isSpiking()
                        ? "%s at T = %d, %d epochs".formatted(name, network.ticks(), training.epochs())
                        : "%s %,d weights, %d epochs".formatted(name, Cost.parameters(network), training.epochs()));
    }

    @Override
    public List<String> details(Known before) {
        List<LayerPair> matching = matching(before);
        return matching.isEmpty()
                ? List.of()
                : Pairing.table(matching, before.network(teacher.orElseThrow()), start.network(before));
    }

    @Override
    public ModelResult run(Inputs inputs, Context context) throws IOException {
        Network network = start.network(inputs, context);
        List<LayerPair> matching =
                pairs(network, teacher.map(ref -> inputs.get(ref).model().network()));
        Learner learner = new Learner(
                context.name(), network, start.weights(network, inputs, context), training, objective, matching);
        Optional<Teacher> taught = teacher.map(ref -> teacher(ref, inputs));
        TrainStep step =
                taught.isPresent() ? new Distilled(learner, taught.get(), context.cache()) : new Supervised(learner);
        Task task = new Task(context.name(), step, context.data(), context.seed());
        try (Trainer trainer = new Trainer(task, context.checkpoints(), context.progress(), context.cancellation())) {
            Trained trained = trainer.train();
            context.progress()
                    .say("%s: epoch %d is kept, validation %s, %.0f s"
                            .formatted(context.name(), trained.epoch(), trained.validation(), trained.seconds()));
            return TrainedNetworks.deployed(network, trained.weights(), trained, inputs.digests(), context);
        } finally {
            taught.ifPresent(Teacher::close);
        }
    }

    private static Teacher teacher(Ref<ModelResult> ref, Inputs inputs) {
        ModelFile model = inputs.get(ref).model();
        return new NetworkTeacher(new TorchNetwork(model.network(), model.weights()), inputs.digest(ref));
    }
}

package org.spikestill.lab.experiment.steps;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spikestill.lab.convert.Converted;
import org.spikestill.lab.convert.FixConstants;
import org.spikestill.lab.experiment.Context;
import org.spikestill.lab.experiment.Inputs;
import org.spikestill.lab.experiment.Known;
import org.spikestill.lab.experiment.NetworkResult;
import org.spikestill.lab.experiment.Outline;
import org.spikestill.lab.experiment.Probed;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.experiment.ResultType;
import org.spikestill.lab.experiment.Results;
import org.spikestill.lab.experiment.Step;
import org.spikestill.lab.loss.LayerPair;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.lab.train.StepProfile;
import org.spikestill.lab.train.Task;
import org.spikestill.lab.train.Teacher;
import org.spikestill.lab.train.TrainSettings;
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
        Optional<Ref<NetworkResult>> teacher,
        List<LayerPair> pairs)
        implements Step<NetworkResult>, Probed {
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
    public ResultType<NetworkResult> result() {
        return NetworkResult.TYPE;
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
        Optional<Network> teacherNetwork = teacher.map(before::network);
        List<LayerPair> matching = pairs(network, teacherNetwork);
        objective.terms().forEach(term -> {
            term.loss().check(teacherNetwork, network);
            matching.forEach(pair -> term.loss()
                    .check(
                            pair,
                            teacherNetwork.orElseThrow().shapes().get(pair.teacher()),
                            network.shapes().get(pair.student())));
        });
        if (network.isSpiking()) {
            training.gradient().check(network);
            objective.check(training.gradient(), setting);
        }
        teacherNetwork.ifPresent(each -> Teacher.check(setting, training, objective, matching, each, samples));
        MemoryNeed.check(setting, network, training);
        return Outline.of(network);
    }

    /// The layers whose maps the objective compares.
    private List<LayerPair> pairs(Network student, Optional<Network> teacherNetwork) {
        if (!objective.needsPairs()) {
            return List.of();
        }
        Network other = teacherNetwork.orElseThrow();
        return pairs.isEmpty() ? Pairing.automatic(other, student) : Pairing.checked(pairs, other, student);
    }

    /// The layers whose maps the objective compares, of finished networks.
    public List<LayerPair> matching(Results results) {
        return start instanceof Start.From(Ref<NetworkResult> from)
                ? pairs(
                        results.get(from).model().network(),
                        teacher.map(ref -> results.get(ref).model().network()))
                : List.of();
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
    public NetworkResult run(Inputs inputs, Context context) throws IOException {
        Network network = network(inputs, context);
        Optional<Teacher> asked = teacher.map(ref -> teacher(ref, inputs, context));
        List<LayerPair> matching = pairs(network, asked.map(each -> each.torch().network()));
        Task task = new Task(
                context.name(),
                network,
                start.weights(network, inputs, context),
                training,
                objective,
                asked,
                matching,
                context.data(),
                context.seed());
        try (Trainer trainer = new Trainer(task, context.checkpoints(), context.progress(), context.cancellation())) {
            return deployed(network, trainer.train(), inputs, context);
        } finally {
            asked.ifPresent(each -> each.torch().close());
        }
    }

    private Network network(Inputs inputs, Context context) {
        return switch (start) {
            case Start.Scratch scratch ->
                scratch.architecture()
                        .network(
                                context.data().train().sample(),
                                context.data().train().classes(),
                                scratch.form());
            case Start.From(Ref<NetworkResult> from) -> inputs.get(from).model().network();
        };
    }

    private static Teacher teacher(Ref<NetworkResult> ref, Inputs inputs, Context context) {
        ModelFile model = inputs.get(ref).model();
        return new Teacher(new TorchNetwork(model.network(), model.weights()), inputs.digest(ref), context.cache());
    }

    private static NetworkResult deployed(Network network, Trained trained, Inputs inputs, Context context) {
        Converted deployed = FixConstants.of(network, trained.weights());
        deployed.changes().forEach(change -> context.progress().say("  " + change));
        ModelFile model = new ModelFile(
                deployed.network(),
                deployed.weights(),
                context.provenance(inputs.digests())
                        .withFigure("validation accuracy", trained.validationAccuracy())
                        .withFigure("epoch", trained.epoch()));
        context.progress()
                .say("%s: epoch %d is kept, validation accuracy %.2f %%, %.0f s"
                        .formatted(
                                context.name(),
                                trained.epoch(),
                                100 * trained.validationAccuracy(),
                                trained.seconds()));
        return new NetworkResult(model, new NetworkResult.Outcome(trained.epoch(), trained.validationAccuracy()));
    }
}

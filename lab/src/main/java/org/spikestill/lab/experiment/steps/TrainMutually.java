package org.spikestill.lab.experiment.steps;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
import org.spikestill.lab.teacher.Taps;
import org.spikestill.lab.train.Learner;
import org.spikestill.lab.train.Mutual;
import org.spikestill.lab.train.Score;
import org.spikestill.lab.train.StepProfile;
import org.spikestill.lab.train.Task;
import org.spikestill.lab.train.TrainSettings;
import org.spikestill.lab.train.Trained;
import org.spikestill.lab.train.Trainer;
import org.spikestill.model.Network;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Seed;
import org.spikestill.model.settings.Settings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Training of two networks in turn, each a teacher of the other, see [Mutual]. Epochs and random streams are those of the
/// scored network under its name: without its peer it would see the same batches.
///
/// @param first takes its update first
/// @param second takes its update with the first one's new weights as its teacher
/// @param scored name of the network that chooses the best epoch
public record TrainMutually(Side first, Side second, String scored) implements Step<TrainMutually.Pair>, Probed {
    /// One of the two networks.
    ///
    /// @param name unique among the two; names its file and its stream of random weights
    /// @param setting that holds `training`, for errors
    /// @param pairs layers of the other network and of this one that match; empty pairs the usual ones
    public record Side(
            String name,
            String setting,
            Start start,
            TrainSettings training,
            Objective objective,
            List<LayerPair> pairs) {
        public Side {
            pairs = List.copyOf(pairs);
        }

        private Learner learner(Network peer, Inputs inputs, Context context) {
            Network network = start.network(inputs, context);
            return new Learner(
                    name,
                    network,
                    start.weights(network, inputs, context.named(name)),
                    training,
                    objective,
                    matching(Taps.of(peer), network));
        }

        private List<String> details(Network peer, Network network) {
            Taps taps = Taps.of(peer);
            return Pairing.table(objective, matching(taps, network), taps, Taps.of(network));
        }

        private List<LayerPair> matching(Taps peer, Network network) {
            return Pairing.of(objective, pairs, peer, network, PairBy.RESOLUTION);
        }
    }

    public TrainMutually {
        if (first.name().equals(second.name())) {
            throw new InvalidSettings("both networks are named '" + first.name()
                    + "': name them apart, since each has a file" + " of its own");
        }
        if (!scored.equals(first.name()) && !scored.equals(second.name())) {
            throw new InvalidSettings(
                    "scored is '" + scored + "': it must be '" + first.name() + "' or '" + second.name() + "'");
        }
    }

    /// Two trained networks, by name.
    public record Pair(Map<String, ModelResult> networks) {
        public Pair {
            networks = Collections.unmodifiableMap(new LinkedHashMap<>(networks));
        }

        public ModelResult get(String name) {
            return networks.get(name);
        }
    }

    private static final ResultType<Pair> TYPE = new ResultType<>() {
        @Override
        public JsonNode write(Pair result, ModelFiles files) {
            ObjectNode outcomes = JsonNodeFactory.instance.objectNode();
            result.networks().forEach((name, network) -> {
                files.write(name, network.model());
                outcomes.set(name, Settings.write(network.outcome()));
            });
            return outcomes;
        }

        @Override
        public Pair read(JsonNode tree, ModelFiles files) {
            Map<String, ModelResult> networks = new LinkedHashMap<>();
            for (String name : tree.propertyNames()) {
                networks.put(
                        name,
                        new ModelResult(
                                files.read(name), Settings.read(ModelResult.Outcome.class, tree.get(name), "result")));
            }
            return new Pair(networks);
        }
    };

    @Override
    public ResultType<Pair> result() {
        return TYPE;
    }

    @Override
    public List<Ref<?>> inputs() {
        List<Ref<?>> inputs = new ArrayList<>(first.start().inputs());
        inputs.addAll(second.start().inputs());
        return inputs;
    }

    @Override
    public Outline check(String name, Known before) {
        Network one = first.start().network(before);
        Network other = second.start().network(before);
        check(first, one, other, before);
        check(second, other, one, before);
        Map<String, Network> networks = new LinkedHashMap<>();
        networks.put(first.name(), one);
        networks.put(second.name(), other);
        return new Outline(networks);
    }

    private static void check(Side side, Network network, Network peer, Known before) {
        int samples = before.data().train().size();
        if (side.training().batch() > samples) {
            throw new InvalidSettings(side.setting() + ".batch is "
                    + side.training().batch() + ": there are only " + samples + " training samples");
        }
        side.objective().check(before.data().train().labels());
        if (network.isSpiking()) {
            side.training().gradient().check(network);
            side.objective().check(side.training().gradient(), side.setting());
        }
        Taps taps = Taps.of(peer);
        List<LayerPair> matching = side.matching(taps, network);
        for (Objective.Term term : side.objective().terms()) {
            term.loss().check(Optional.of(taps), network);
            matching.forEach(pair -> term.loss()
                    .check(pair, taps.map(pair.teacher()), network.shapes().get(pair.student())));
        }
        MemoryNeed.check(side.setting(), network, side.training());
    }

    @Override
    public double multiplyAdds(String name, Known before) {
        return work(first, before) + work(second, before);
    }

    /// A network is trained, and evaluated once more as the other's teacher.
    private static double work(Side side, Known before) {
        Network network = side.start().network(before);
        int samples = before.data().train().size();
        return Cost.training(network, side.training(), side.objective(), samples)
                + side.training().epochs() * Cost.evaluation(network, samples);
    }

    @Override
    public double probe(String name, Known before) {
        return seconds(first, before) + seconds(second, before);
    }

    private static double seconds(Side side, Known before) {
        double perSample = StepProfile.secondsPerSample(
                side.start().network(before),
                side.training(),
                before.data().train(),
                Seed.of(0).split(side.name()));
        return perSample * side.training().epochs() * before.data().train().size();
    }

    @Override
    public Optional<String> description(String name, Known before) {
        return Optional.of("%s: %s and %s in turn, %d epochs"
                .formatted(name, first.name(), second.name(), second.training().epochs()));
    }

    @Override
    public List<String> details(Known before) {
        Network one = first.start().network(before);
        Network other = second.start().network(before);
        List<String> lines = new ArrayList<>(first.details(other, one));
        lines.addAll(second.details(one, other));
        return lines;
    }

    @Override
    public Pair run(Inputs inputs, Context context) throws IOException {
        Learner one = first.learner(second.start().network(inputs, context), inputs, context);
        Learner other = second.learner(one.network(), inputs, context);
        Task task = new Task(
                scored, new Mutual(one, other), Score.of(context.data()), scored, context.data(), context.seed());
        try (Trainer trainer = new Trainer(task, context.checkpoints(), context.progress(), context.cancellation())) {
            Trained trained = trainer.train();
            Map<String, ModelResult> networks = new LinkedHashMap<>();
            for (Learner learner : List.of(one, other)) {
                networks.put(
                        learner.name(),
                        TrainedNetworks.deployed(
                                learner.network(),
                                learner.name(),
                                trained,
                                inputs.digests(),
                                context.named(context.name() + "-" + learner.name())));
            }
            return new Pair(networks);
        }
    }
}

package org.spikestill.lab.train;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.spikestill.data.Labels;
import org.spikestill.lab.loss.LayerPair;
import org.spikestill.lab.loss.Loss;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.teacher.Taps;
import org.spikestill.lab.teacher.TargetSpec;
import org.spikestill.model.Network;
import org.spikestill.model.Parameter;
import org.spikestill.model.Weights;
import org.spikestill.model.settings.InvalidSettings;

/// A network to be trained: where it starts, what it minimises, and how.
///
/// @param name unique among the learners of a step; letters, digits, dots, dashes and underscores
/// @param initial weights to start from
/// @param pairs layers of its teacher and of its own that match each other
public record Learner(
        String name,
        Network network,
        Weights initial,
        TrainSettings settings,
        Objective objective,
        List<LayerPair> pairs) {
    public Learner {
        pairs = List.copyOf(pairs);
        if (!name.matches("[\\w.-]+")) {
            throw new IllegalArgumentException(
                    "name is '" + name + "': use letters, digits, dots, dashes and underscores");
        }
    }

    /// Without pairs of layers.
    public Learner(String name, Network network, Weights initial, TrainSettings settings, Objective objective) {
        this(name, network, initial, settings, objective, List.of());
    }

    /// Checks, before anything is trained, that network, objective, gradient, teacher and labels fit each other.
    ///
    /// @param teacher empty where it has none
    /// @throws InvalidSettings or [org.spikestill.model.InvalidNetwork] if they do not
    public void check(Optional<Taps> teacher, Labels labels) {
        objective.check(labels);
        objective.check(settings.augmentation());
        if (network.isSpiking()) {
            settings.gradient().check(network);
            objective.check(settings.gradient(), name);
        }
        int outputs = network.shapes().get(network.output().name()).elements();
        if (outputs != labels.width()) {
            throw new InvalidSettings(
                    name + " has " + outputs + " outputs, but the labels are " + labels + ": build it for these data");
        }
        if (objective.needsTeacher() && teacher.isEmpty()) {
            throw new InvalidSettings("the objective of " + name + " reads targets of a teacher, but there is none:"
                    + " name a teacher, or losses that read labels");
        }
        objective.terms().forEach(term -> check(term.loss(), teacher));
    }

    private void check(Loss loss, Optional<Taps> teacher) {
        loss.check(teacher, network);
        for (LayerPair pair : teacher.isPresent() ? pairs : List.<LayerPair>of()) {
            String own = network.node(pair.student()).name();
            loss.check(
                    pair,
                    teacher.orElseThrow().map(pair.teacher()),
                    network.shapes().get(own));
        }
    }

    /// Targets that its losses read of a teacher.
    TargetSpec targets(Taps teacher) {
        return objective.targets(pairs, teacher, settings.precision());
    }

    /// Parameters of its losses, which belong to no network.
    ///
    /// @param teacher empty where it has none
    List<Parameter> maps(Optional<Taps> teacher) {
        return teacher.map(taps -> objective.parameters(pairs, taps, network)).orElse(List.of());
    }

    /// Layers whose maps the losses read.
    Set<String> probes() {
        return objective.records(network, pairs);
    }

    /// Populations whose spikes of every tick the losses read.
    Set<String> trains() {
        return objective.needs(Loss.Need.TRAINS)
                ? pairs.stream().map(LayerPair::student).collect(Collectors.toSet())
                : Set.of();
    }
}

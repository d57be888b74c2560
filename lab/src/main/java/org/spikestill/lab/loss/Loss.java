package org.spikestill.lab.loss;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.spikestill.data.Labels;
import org.spikestill.lab.teacher.Taps;
import org.spikestill.lab.teacher.Target;
import org.spikestill.lab.teacher.Targets;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.model.Network;
import org.spikestill.model.Parameter;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.Catalog;

/// A training loss: one scalar per batch, differentiable with respect to the outputs or the parameters of the student.
public interface Loss {
    static Catalog<Loss> catalog() {
        return Losses.CATALOG;
    }

    /// Outputs of the student that must be recorded beside its logits, with gradients.
    enum Need {
        /// the maps of its paired layers
        MAPS,
        /// the firing rate of every neuron
        RATES,
        /// the firing rate of every neuron, or the outputs of quantised clips, which stand for rates
        ACTIVITY,
        /// the spikes of every tick of its paired layers
        TRAINS,
        /// the logits after every tick
        EVERY_TICK
    }

    default Set<Need> needs() {
        return Set.of();
    }

    /// Layers of the student whose maps must be recorded, with gradients: those that [#needs] names, unless a loss reads
    /// others.
    ///
    /// @param pairs layers that match
    default Set<String> records(Network student, List<LayerPair> pairs) {
        Set<String> records = new HashSet<>();
        if (needs().contains(Need.MAPS)) {
            pairs.forEach(pair -> records.add(pair.student()));
        }
        if (needs().contains(Need.RATES) || needs().contains(Need.ACTIVITY)) {
            student.firing().forEach(node -> records.add(node.name()));
        }
        if (needs().contains(Need.ACTIVITY)) {
            records.addAll(RateTarget.clips(student));
        }
        return records;
    }

    /// Targets that are read of a teacher. A loss that reads [Targets.Kind#ROTATED_LOGITS] sees the copies under each
    /// rotation, one after another, with the targets of these copies as logits; it does not see the samples as they are.
    default Set<Target> targets() {
        return Set.of();
    }

    /// Whether paired layers are compared pixel by pixel and therefore have to be maps. A loss that reads them as vectors also
    /// takes linear layers.
    default boolean readsPixels() {
        return true;
    }

    /// Parameters of the loss itself, such as a linear map between two layers. They start at 0, are trained beside the student
    /// and are no part of the deployed network.
    ///
    /// @param pairs layers that match
    default List<Parameter> parameters(List<LayerPair> pairs, Taps teacher, Network student) {
        return List.of();
    }

    /// Kind of labels that are read; empty where any will do.
    default Optional<Labels.Kind> labels() {
        return Optional.empty();
    }

    /// Whether labels of a kind will do.
    default boolean reads(Labels.Kind kind) {
        return labels().map(kind::equals).orElse(true);
    }

    /// Whether it removes parts of the network as training goes on. The last epoch is then kept: the most accurate would be the
    /// one in which least is removed.
    default boolean prunes() {
        return false;
    }

    /// Whether mixtures of two samples will do: by default where no label is read.
    default boolean readsMixtures() {
        return labels().isEmpty();
    }

    /// Checks, before anything is trained, that the loss fits the networks.
    ///
    /// @param teacher empty where the student has none
    /// @throws org.spikestill.model.settings.InvalidSettings if it does not
    default void check(Optional<Taps> teacher, Network student) {}

    /// Checks, before anything is trained, that two layers can be compared.
    ///
    /// @param taught shape of the teacher's map `[C, H, W]`
    /// @param learned shape of the student's map
    /// @throws org.spikestill.model.InvalidNetwork if they cannot
    default void check(LayerPair pair, Shape taught, Shape learned) {}

    /// The loss, averaged over the batch.
    ///
    /// @return a scalar `[]`
    Tensor of(LossInputs inputs);
}

package org.spikestill.lab.loss;

import java.util.Optional;
import java.util.Set;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.settings.Catalog;

/// What a student is to get wrong less often: one scalar per batch, differentiable in the student's trace.
public interface Loss {
    static Catalog<Loss> catalog() {
        return Losses.CATALOG;
    }

    /// What must be recorded beside the student's logits. What is asked of a teacher is kept for every sample (see
    /// [TargetSpec]), so a loss that reads an attention map does not ask for the activations behind it.
    enum Need {
        /// the teacher's logits
        TEACHER,
        /// the teacher's logits after every tick
        TEACHER_TICKS,
        /// the attention maps of the teacher's paired layers
        ATTENTION,
        /// the activations of the teacher's paired layers
        FEATURES,
        /// how the teacher's loss reacts to each pixel of its input
        SENSITIVITY,
        /// the teacher's logits of rotated copies; the loss then sees a lesson on the copies of each [Rotation], in
        /// which they are its logits, and none on the samples as they are
        ROTATED,
        /// the student's maps of its paired layers, with gradients
        MAPS,
        /// the firing rate of every neuron of the student
        RATES,
        /// the spikes of every tick of the student's paired layers, with gradients
        TRAINS,
        /// the student's logits after every tick, with gradients
        EVERY_TICK
    }

    default Set<Need> needs() {
        return Set.of();
    }

    /// Finds out, before anything is trained, whether a student can learn this.
    ///
    /// @param teacher empty where the student has none
    /// @throws org.spikestill.model.settings.InvalidSettings if it cannot
    default void check(Optional<Network> teacher, Network student) {}

    /// Finds out, before anything is trained, whether two layers can be compared.
    ///
    /// @param taught shape of the teacher's map `[C, H, W]`
    /// @param learned shape of the student's map
    /// @throws org.spikestill.model.InvalidNetwork if they cannot
    default void check(LayerPair pair, Shape taught, Shape learned) {}

    /// The loss, averaged over the batch.
    ///
    /// @return a scalar `[]`
    Tensor of(LossInputs lesson);
}

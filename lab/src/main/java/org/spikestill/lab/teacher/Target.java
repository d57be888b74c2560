package org.spikestill.lab.teacher;

import org.spikestill.lab.torch.Tensor;
import org.spikestill.model.Shape;

/// A quantity that a loss reads of a teacher. The usual ones are [Targets.Kind]s; a loss may bring one of its own, computed
/// from anything a teacher's forward pass offers.
public interface Target {
    /// Name in the key of stored targets: it must change when the computation does.
    String key();

    /// Whether it belongs to a layer and not to the whole network.
    boolean ofLayer();

    /// Shape for one sample.
    ///
    /// @param layer of the teacher; empty where the target belongs to the whole network
    /// @throws org.spikestill.model.InvalidNetwork if the teacher has no such layer
    Shape shape(Taps taps, String layer);

    /// The value for a batch, float32, without gradients; its first axis is the sample.
    ///
    /// @param layer of the teacher; empty where the target belongs to the whole network
    Tensor of(TeacherPass pass, String layer);
}

package org.spikestill.lab.teacher;

import org.spikestill.data.Batch;
import org.spikestill.lab.torch.Tensor;

/// A teacher's forward pass over a batch, in evaluation mode. A pass runs when something of it is first read.
public interface TeacherPass {
    /// The samples.
    Batch batch();

    /// @return `[N, K]`
    Tensor logits();

    /// @return read-out after every tick `[T, N, K]`; of an artificial teacher T is 1
    Tensor logitsByTick();

    /// @return activations of a layer, `[N, C, H, W]` or `[N, K]`
    Tensor map(String layer);

    /// @return gradient of each sample's cross-entropy with respect to the input `[N, C, H, W]`
    Tensor sensitivity();

    /// @param images other samples of the same labels, as many, planar `[N, C, H, W]`
    /// @return their logits `[N, K]`
    Tensor logitsOf(float[] images);
}

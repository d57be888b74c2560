package org.spikestill.lab.teacher;

import java.util.Map;
import java.util.Set;
import org.spikestill.lab.torch.Tensor;

/// A network in a file of another program, as a function from samples to named arrays.
interface ForeignNetwork extends AutoCloseable {
    /// Outputs that can be read.
    Taps taps();

    /// Name of the output that holds the logits.
    String logits();

    /// @param images normalised, planar `[N, C, H, W]`
    /// @param wanted names of outputs: [#logits], or maps among the taps
    /// @return by name, in the caller's scope
    Map<String, Tensor> run(float[] images, int samples, Set<String> wanted);

    /// Frees native memory.
    @Override
    void close();
}

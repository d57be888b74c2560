package org.spikestill.lab.torch;

import java.lang.foreign.MemorySegment;
import java.util.TreeMap;
import org.spikestill.lab.torch.kernel.ClipKernel;
import org.spikestill.lab.torch.kernel.Values;

/// One [org.spikestill.model.Layer.QuantisedClip] over a tensor: the kernel, spread over all threads, where the library would
/// take a dozen passes. Each tensor may be of either precision.
///
/// @param current x, of any shape where nothing is pooled; the kernel's windows cover it
/// @param mask factors of the outputs, or null for 1
record ClipRun(ClipKernel kernel, Tensor current, Tensor mask) {
    /// @param output receives y; may be the current itself where nothing is pooled and the precision is the same
    void forward(Tensor output) {
        Values in = current.values();
        Values out = output.values();
        MemorySegment factors = factors();
        Workers.split(output.elements(), (from, to) -> kernel.forward(in, out, factors, from, to));
    }

    private MemorySegment factors() {
        return mask == null ? null : mask.memory();
    }

    /// @param outputGradient dL/dy
    /// @param currentGradient receives dL/dx; may be the current itself
    /// @return dL/dλ, summed in an order that only the number of threads decides
    float backward(Tensor outputGradient, Tensor currentGradient) {
        Values in = current.values();
        Values given = outputGradient.values();
        Values out = currentGradient.values();
        MemorySegment factors = factors();
        TreeMap<Long, Double> sums = new TreeMap<>();
        Workers.split(outputGradient.elements(), (from, to) -> {
            double sum = kernel.backward(in, given, out, factors, from, to);
            synchronized (sums) {
                sums.put(from, sum);
            }
        });
        return (float) sums.values().stream().mapToDouble(Double::doubleValue).sum();
    }
}

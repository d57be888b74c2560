package org.spikestill.lab.torch;

import org.spikestill.lab.torch.kernel.PoolWindows;
import org.spikestill.lab.torch.kernel.RateKernel;

/// One population of the time-averaged network over tensors: what was measured of it, and the way back.
///
/// @param windows of the average pooling that follows
/// @param mask factors of the outputs `[N, …]`, or null
/// @param output mean of the spikes over ticks, pooled and masked `[N, …]`
/// @param rate the same of the population itself, or null where it is not probed
/// @param sensitivity dr/dx of each neuron `[N, …]`; the gradient takes its place
record RateRun(PoolWindows windows, Tensor mask, Tensor output, Tensor rate, Tensor sensitivity) {

    /// @return dL/dx̄ `[N, …]`
    Tensor backward(Tensor outputGradient, Tensor rateGradient) {
        RateKernel kernel = new RateKernel(windows, mask == null ? null : mask.memory());
        var call = new RateKernel.Gradients(
                outputGradient == null ? null : outputGradient.values(),
                rateGradient == null ? null : rateGradient.memory(),
                sensitivity.values(),
                sensitivity.values());
        Workers.split(sensitivity.elements() / windows.area(), (from, to) -> kernel.backward(call, from, to));
        return sensitivity;
    }
}

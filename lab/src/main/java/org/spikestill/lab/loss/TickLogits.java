package org.spikestill.lab.loss;

import org.spikestill.lab.torch.Tensor;
import org.spikestill.lab.torch.Trace;

/// The logits of a tick that a loss reads; v[t] is the membrane of the read-out.
public enum TickLogits {
    /// the tick's own contribution: z[t] = v[t] − v[t−1], where v[0] counts with the first tick
    OWN,
    /// the sum so far, which an early exit reads: z[t] = v[t]
    SO_FAR;

    /// @return `[T, N, K]`
    Tensor of(Trace trace) {
        Tensor soFar = trace.logitsByTick();
        long ticks = soFar.size(0);
        if (this == SO_FAR || ticks == 1) {
            return soFar;
        }
        Tensor before = soFar.narrow(0, ticks - 1);
        return Tensor.concatenate(soFar.narrow(0, 1), soFar.narrow(1, ticks - 1).minus(before));
    }
}

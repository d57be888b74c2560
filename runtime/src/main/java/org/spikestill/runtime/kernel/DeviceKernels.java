package org.spikestill.runtime.kernel;

import org.spikestill.model.neuron.Reset;

/// The inner loops of device emulations: as a definition, and in vectors. Integers give the same in any order.
public sealed interface DeviceKernels permits ScalarDeviceKernels, VectorDeviceKernels {
    /// The fastest of this Java virtual machine, see [Kernels#best()].
    static DeviceKernels best() {
        return Kernels.best() instanceof VectorKernels ? new VectorDeviceKernels() : new ScalarDeviceKernels();
    }

    /// Adds the rows of some spikes.
    ///
    /// ```
    /// sums[target + c] += Σ_s weights[rows[spikes[s]] + offset + c]      0 ≤ c < width, from ≤ s < to
    /// ```
    ///
    /// @param rows of all neurons, in `weights`
    /// @param spikes neurons that fired
    void add(int[] weights, int[] rows, int[] spikes, int from, int to, int offset, int[] sums, int target, int width);

    /// Finds the neurons above a threshold and resets them.
    ///
    /// @param threshold 0 or above; membranes are at most 2³⁰ below it
    /// @param fired receives their numbers, ascending; entries behind them are overwritten
    /// @return how many there are
    int fire(int[] membranes, int threshold, Reset.Target reset, int[] fired);
}

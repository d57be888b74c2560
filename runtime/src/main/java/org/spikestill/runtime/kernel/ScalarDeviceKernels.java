package org.spikestill.runtime.kernel;

import org.spikestill.model.neuron.Reset;

/// The definition.
public record ScalarDeviceKernels() implements DeviceKernels {
    @Override
    public void add(
            int[] weights, int[] rows, int[] spikes, int from, int to, int offset, int[] sums, int target, int width) {
        for (int s = from; s < to; s++) {
            int row = rows[spikes[s]] + offset;
            for (int c = 0; c < width; c++) {
                sums[target + c] += weights[row + c];
            }
        }
    }

    @Override
    public int fire(int[] membranes, int threshold, Reset.Target reset, int[] fired) {
        return fire(membranes, 0, threshold, reset, fired, 0);
    }

    /// Without a branch on a neuron: each writes its number, and the next overwrites it unless it fires.
    ///
    /// @param first neuron
    /// @param count of entries so far
    static int fire(int[] membranes, int first, int threshold, Reset.Target reset, int[] fired, int count) {
        int kept = reset == Reset.Target.SUBTRACT ? -1 : 0;
        int end = count;
        for (int i = first; i < membranes.length; i++) {
            int v = membranes[i];
            int fires = threshold - v >> 31; // −1 or 0
            fired[end] = i;
            end -= fires;
            membranes[i] = v & ~fires | v - threshold & kept & fires;
        }
        return end;
    }
}

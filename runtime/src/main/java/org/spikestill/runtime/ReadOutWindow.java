package org.spikestill.runtime;

/// The read-out of a stream without end: the sum of what it integrated in the last W ticks.
///
/// ```
/// x[t] = current of the read-out in tick t      logits[t] = v[−1] + Σ x[k]      max(0, t−W+1) ≤ k ≤ t
/// ```
///
/// The sum is taken anew each tick, oldest term first, so that no rounding adds up and the first W ticks have the bits of a
/// stream of W ticks.
final class ReadOutWindow {
    private final float[] initial; // v[−1] by class
    private final float[][] currents; // [W][class]
    private final float[] logits;
    private int next;
    private int filled;

    /// @param ticks W, ≥ 1
    /// @param initial membranes before the first tick
    ReadOutWindow(int ticks, float[] initial) {
        this.initial = initial;
        currents = new float[ticks][initial.length];
        logits = new float[initial.length];
    }

    /// @param current of this tick; the first classes are read
    /// @return the logits after this tick, in an array of this window
    float[] add(float[] current) {
        System.arraycopy(current, 0, currents[next], 0, logits.length);
        next = next + 1 == currents.length ? 0 : next + 1;
        filled = Math.min(filled + 1, currents.length);
        System.arraycopy(initial, 0, logits, 0, logits.length);
        for (int i = 0; i < filled; i++) {
            int slot = next - filled + i;
            float[] term = currents[slot < 0 ? slot + currents.length : slot];
            for (int k = 0; k < logits.length; k++) {
                logits[k] += term[k];
            }
        }
        return logits;
    }
}

package org.spikestill.data;

/// The second samples of a batch of mixtures. The arrays are the batch's own.
///
/// @param labels class of each second sample // [N]
/// @param shares share of the first sample in each mixture, in [0.5, 1] // [N]
public record Mixture(int[] labels, float[] shares) {
    Mixture(int size) {
        this(new int[size], new float[size]);
    }
}

package org.spikestill.lab.torch;

/// What a training run differentiates. Both start from the same forward pass through time.
public enum Gradient {
    /// the network through time: back-propagation through all ticks
    EXACT,
    /// the time-averaged network: one backward pass on firing rates, whatever T (Yu et al., NeurIPS 2024)
    COLLAPSED
}

package org.spikestill.lab.torch;

/// The implementation of neurons in training. Both give the same spikes and the same gradients.
public enum NeuronPath {
    /// one kernel over all ticks where there is one for the neuron, the reference path for the rest
    FUSED,
    /// tensor operations, one tick after the other
    REFERENCE
}

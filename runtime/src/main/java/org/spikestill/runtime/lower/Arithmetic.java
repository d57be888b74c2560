package org.spikestill.runtime.lower;

/// Numbers that synapses compute with.
public enum Arithmetic {
    FLOAT32,
    /// weights of 8 bits and whole sums where the input is a count, see [org.spikestill.runtime.kernel.IntegerSynapses]
    INTEGER8
}

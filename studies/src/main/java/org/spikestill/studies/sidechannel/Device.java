package org.spikestill.studies.sidechannel;

/// A layer of equal neurons with equal inputs, up to the mismatch of its parts.
///
/// @param weight of every synapse, as a multiple of I_0
/// @param neurons in the layer
record Device(AxonHillock circuit, double weight, int neurons) {}

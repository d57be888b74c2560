/// Arithmetic in which neuron dynamics are written once: over arrays, dual numbers or tensors.
package org.spikestill.model.algebra;

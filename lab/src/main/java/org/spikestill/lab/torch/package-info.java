/// Training on libtorch: tensors, forward and backward passes through time, optimizers. No other package touches the binding.
package org.spikestill.lab.torch;

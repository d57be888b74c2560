/// Fused kernels over native memory, for neurons, clips and pooling: forward over all ticks, and backward.
package org.spikestill.lab.torch.kernel;

/// Weights that PyTorch trained, without the network they belong to.
package org.spikestill.export.pytorch;

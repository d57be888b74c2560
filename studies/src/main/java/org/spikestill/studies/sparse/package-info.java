/// Sparse spiking networks by stochastic gates and an L0 penalty.
package org.spikestill.studies.sparse;

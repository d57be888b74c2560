/// Equivalence of the implementations of one network: the same samples through each, spikes compared by layer and time step.
package org.spikestill.export.certificate;

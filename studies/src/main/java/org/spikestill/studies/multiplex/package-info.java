/// Temporal codes on one spike train, and learning by spike-timing-dependent plasticity.
package org.spikestill.studies.multiplex;

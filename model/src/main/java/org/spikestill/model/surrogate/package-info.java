/// Surrogate gradients: derivatives that stand in for the firing step's.
package org.spikestill.model.surrogate;

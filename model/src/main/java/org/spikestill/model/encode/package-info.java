/// Input encoders: from a scaled sample to the input of each time step.
package org.spikestill.model.encode;

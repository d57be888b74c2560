/// Neuron models: one record and its update equations each.
package org.spikestill.model.neuron;

/// Steps that experiments are made of: networks loaded, trained and converted, and networks evaluated.
package org.spikestill.lab.experiment.steps;

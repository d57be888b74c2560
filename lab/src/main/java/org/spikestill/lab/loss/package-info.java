/// Training losses, and objectives: weighted sums of losses over labels, targets of a teacher and parameters.
package org.spikestill.lab.loss;

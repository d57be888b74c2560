/// ANN-to-SNN conversion: pure passes over network and weights, and the published methods that are sequences of them.
package org.spikestill.lab.convert;

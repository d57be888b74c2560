/// Multi-grade deep learning: nets that learn the residual of earlier ones, on the features of these.
package org.spikestill.studies.multigrade;

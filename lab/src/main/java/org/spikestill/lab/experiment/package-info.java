/// Experiments as graphs of self-contained steps: keys, the store of results, and the runner that carries out any graph.
package org.spikestill.lab.experiment;

/// Emulations of a device beside the float engine, with equal answers.
package org.spikestill.bench.device;

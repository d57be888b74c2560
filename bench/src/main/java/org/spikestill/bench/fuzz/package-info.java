/// Damaged files for every reader of files from outside, with bounds on time and memory.
package org.spikestill.bench.fuzz;

/// Results as plain records: evaluation, confusion, early exit, parity, spike rasters, epochs of a training.
package org.spikestill.report.result;

/// Faults on purpose: operations of the file system that fail once each, and processes that are killed.
package org.spikestill.bench.faults;

/// Benchmarks of the event-driven engine: kernels, single steps, latency beside dense runtimes, throughput, start-up and
/// footprint.
package org.spikestill.bench.engine;

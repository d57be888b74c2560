/// Long-lived processes: memory, descriptors and latency over time.
package org.spikestill.bench.life;

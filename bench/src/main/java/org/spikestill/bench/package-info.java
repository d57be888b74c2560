/// Benchmarks of training, and the means they share: contenders measured in turn, spreads over repetitions, peers in other
/// languages that answer over a pipe.
package org.spikestill.bench;

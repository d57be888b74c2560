package org.spikestill.lab.torch;

import java.util.Map;

/// Outputs of one run of a batch: logits, probed maps, spike counts, and the tape for its backward pass.
///
/// @param logits read-out after the last tick `[N, K]`
/// @param logitsByTick read-out after every tick `[T, N, K]`
/// @param maps probed nodes: activations, or spikes averaged over ticks, `[N, C, H, W]` or `[N, K]`
/// @param trains spikes of every tick, of the populations that the mode records `[T, N, …]`
/// @param spikes fired by each firing population, over all ticks and samples
/// @param tape what the way back needs
public record Trace(
        Tensor logits,
        Tensor logitsByTick,
        Map<String, Tensor> maps,
        Map<String, Tensor> trains,
        Map<String, Long> spikes,
        Tape tape) {
    public Trace {
        maps = Map.copyOf(maps);
        trains = Map.copyOf(trains);
        spikes = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(spikes));
    }

    public Tensor map(String node) {
        Tensor map = maps.get(node);
        if (map == null) {
            throw new IllegalArgumentException("'" + node + "' was not probed in this run; probed: " + maps.keySet());
        }
        return map;
    }

    /// Adds the gradients of `loss` to the parameters of the network that made this trace.
    public void backward(Tensor loss) {
        tape.unwind(loss);
    }
}

package org.spikestill.runtime;

import java.util.List;
import java.util.Optional;

/// The state of one session: buffers, membranes, and the operations that advance them by a tick. Layers go by their position in
/// [#firingLayers()] and [#synapticLayers()].
interface Machine {
    /// The buffer of the encoded sample, in planar order.
    float[] input();

    /// The logits after a tick, in planar order; only the first [#classes()] hold.
    float[] output();

    int classes();

    /// Names of the layers whose spikes are counted.
    List<String> firingLayers();

    /// Names of the layers whose operations are counted.
    List<String> synapticLayers();

    /// Spikes of a firing layer in this tick.
    long spikes(int layer);

    /// The neurons of a firing layer that fired in this tick, ascending, in row-major order of its shape.
    ///
    /// @param neurons of the layer
    /// @return empty where the layer's spikes are pooled as they arise
    Optional<int[]> fired(int layer, int neurons);

    /// The membranes of a population after this tick, in row-major order of its shape.
    ///
    /// @return empty for a layer that has none, or whose membranes run ahead
    Optional<float[]> membranes(String layer);

    /// Sets the membranes of the read-out to 0, while all other neurons keep theirs.
    void restReadOut();

    /// The membranes of the read-out in front of the first tick, in planar order.
    float[] initialReadOut();

    /// Synaptic operations of a layer in this tick.
    long operations(int layer);

    /// Whether these multiply: some event carried another value than ±1.
    boolean isAnalog(int layer);

    /// Returns every neuron to its initial state.
    void reset();

    /// Runs the operations that depend on a constant input alone.
    ///
    /// @param ticks that it stays constant
    void runOnce(int ticks);

    /// @param tick counted from the last [#runOnce]
    void runTick(int tick);
}

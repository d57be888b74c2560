package org.spikestill.lab.torch;

import org.spikestill.model.Network.Node;
import org.spikestill.model.neuron.Neuron;

/// Treatment of spiking populations in a run.
interface Populations {
    /// @param owned whether the input's memory may be written over
    /// @param tail layers to do as well; [Tail#NONE] unless [#takes] allows them
    Signal run(Node node, Neuron neuron, Signal in, boolean owned, Tail tail);

    /// Whether a population on frames like `in` does what follows it in the same pass.
    default boolean takes(Neuron neuron, Signal in, int pool) {
        return false;
    }

    /// Whether a population needs the values of its input, and not just a way back for its gradient.
    default boolean reads(Neuron neuron) {
        return true;
    }

    /// Mean of a population's spikes over ticks `[N, …]` if it was taken on the way, or null.
    default Tensor meanSpikes(String node) {
        return null;
    }
}

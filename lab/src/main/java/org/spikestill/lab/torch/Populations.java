package org.spikestill.lab.torch;

import org.spikestill.model.Network.Node;
import org.spikestill.model.neuron.Neuron;

/// What a run does where neurons stand.
interface Populations {
    /// @param owned whether the input's memory may be written over
    Signal run(Node node, Neuron neuron, Signal in, boolean owned);

    /// Mean of a population's spikes over ticks `[N, …]` if it was taken on the way, or null.
    default Tensor meanSpikes(String node) {
        return null;
    }
}

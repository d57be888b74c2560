package org.spikestill.lab.torch;

import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.model.settings.Formerly;

/// Gradient estimator of spiking networks. All start from the same forward pass through time.
@Formerly(was = "exact", now = "bptt")
@Formerly(was = "checkpointed", now = "bptt-checkpointed")
@Formerly(was = "collapsed", now = "rate-based")
public enum Gradient {
    /// backpropagation through time (BPTT), through all ticks
    BPTT,
    /// exact BPTT with activation checkpointing, for long T: input currents are recomputed from the spikes before them in the
    /// backward pass, for one more forward pass of convolutions and products
    BPTT_CHECKPOINTED,
    /// the time-averaged network: one backward pass on firing rates, whatever T (Yu et al., NeurIPS 2024)
    RATE_BASED;

    /// Finds out, before anything is trained, whether this gradient can be taken.
    ///
    /// @throws InvalidNetwork if a neuron has no kernel that measures what this gradient needs
    public void check(Network network) {
        for (Node node : network.firing()) {
            if (this == RATE_BASED
                    && node.layer() instanceof Layer.Spike(var neuron)
                    && !FusedPopulations.knows(neuron)) {
                throw refusal(node, neuron);
            }
        }
    }

    static InvalidNetwork refusal(Node node, Neuron neuron) {
        return new InvalidNetwork("'" + node.name() + "' is " + neuron
                + ", through which rate-based gradients cannot flow: train with the gradient bptt");
    }
}

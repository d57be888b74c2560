package org.spikestill.studies.sparse;

import org.spikestill.data.Dataset;
import org.spikestill.lab.train.HeInit;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.model.architecture.Architecture;
import org.spikestill.model.architecture.Architecture.Form;
import org.spikestill.model.encode.Encoder;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.model.settings.Seed;
import org.spikestill.studies.StartingNetwork;

/// A spiking network with all synapses, before training.
///
/// @param dropout rate behind hidden layers
public record DenseNetwork(Architecture architecture, Neuron.Firing neuron, Encoder encoder, int ticks, float dropout)
        implements StartingNetwork {
    @Override
    public Network network(Dataset samples) {
        return StartingNetwork.unscaled(architecture.spiking(
                samples.sample(), samples.classes(), Form.student(dropout), neuron, encoder, ticks));
    }

    @Override
    public Weights weights(Network network, Seed seed) {
        return HeInit.of(network, seed);
    }
}

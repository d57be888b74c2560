package org.spikestill.studies.binary;

import org.spikestill.data.Dataset;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.model.architecture.Architecture;
import org.spikestill.model.architecture.Architecture.Form;
import org.spikestill.model.settings.Seed;
import org.spikestill.studies.StartingNetwork;

/// The artificial network of the same shape before training: biases, values in [0, 1] and starting weights as of [BinaryNetwork], so that
/// the two differ by their activations and by time.
///
/// @param dropout rate behind hidden layers
record ArtificialNetwork(Architecture architecture, float dropout) implements StartingNetwork {
    @Override
    public Network network(Dataset samples) {
        Network plain = architecture.network(samples.sample(), samples.classes(), Form.student(dropout));
        return StartingNetwork.unscaled(BinaryNetwork.biased(plain));
    }

    @Override
    public Weights weights(Network network, Seed seed) {
        return BinaryNetwork.heUniform(network, seed);
    }
}

package org.spikestill.lab.train;

import org.spikestill.data.DataSplits;
import org.spikestill.lab.convert.ReluToSpike;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.model.Network;
import org.spikestill.model.architecture.Architecture.Form;
import org.spikestill.model.architecture.ThreeConvTwoLinear;
import org.spikestill.model.encode.Encoder;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.settings.Seed;

/// The smallest networks that teach and learn.
final class TinyNetworks {
    private TinyNetworks() {}

    static TorchNetwork teacher(DataSplits data, long seed) {
        Network network = network(data, Form.teacher(0));
        return new TorchNetwork(network, HeInit.of(network, Seed.of(seed)));
    }

    /// Of three ticks and threshold 0.4.
    static Network student(DataSplits data, float dropout, Encoder encoder) {
        return new ReluToSpike(new Lif().withThreshold(0.4f), encoder, 3).shape(network(data, Form.student(dropout)));
    }

    private static Network network(DataSplits data, Form form) {
        return new ThreeConvTwoLinear(0.1f).network(data.train().sample(), 10, form);
    }
}

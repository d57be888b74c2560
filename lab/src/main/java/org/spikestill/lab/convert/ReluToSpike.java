package org.spikestill.lab.convert;

import org.spikestill.data.Dataset;
import org.spikestill.model.Check;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Weights;
import org.spikestill.model.architecture.SpikingForm;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.encode.Encoder;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Neuron;

/// Puts a spiking neuron in the place of every ReLU and an integrating read-out behind the last layer; weights stay.
/// `relu3` becomes `spike3`. A spike stands for its threshold: where that is not 1, biases are divided by it, see [Thresholds].
///
/// @param neuron of every population; thresholds are left to a later pass
/// @param ticks time steps T, ≥ 1
public record ReluToSpike(Neuron.Firing neuron, Encoder encoder, int ticks) implements Pass {
    public ReluToSpike {
        Check.within("ticks", ticks, 1, Network.MAX_TICKS);
    }

    public ReluToSpike() {
        this(new Lif(), new Direct(), 8);
    }

    @Override
    public Network shape(Network ann) {
        Network spiking = SpikingForm.of(ann, encoder, ticks, this::neuron).network();
        SignalScales.check(spiking);
        return spiking;
    }

    @Override
    public Converted apply(Network network, Weights weights, Dataset samples) {
        SpikingForm spiking = SpikingForm.of(network, encoder, ticks, this::neuron);
        Converted neurons = new Converted(spiking.network(), spiking.kept(weights), spiking.changes(), 1.0 / ticks);
        return neurons.then(Thresholds.introduced(neurons.network(), neurons.weights()));
    }

    private Neuron.Firing neuron(Node node) {
        if (node.layer() instanceof Layer.QuantisedClip) {
            throw new InvalidNetwork(
                    "'" + node.name() + "' is a quantised clip, whose threshold is trained: " + "convert with qcfs");
        }
        return neuron;
    }
}

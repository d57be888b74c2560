package org.spikestill.lab.convert;

import org.spikestill.lab.data.Dataset;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;

/// A pass that puts neurons in the places of activations.
public interface Spiking extends Pass {
    @Override
    Network shape(Network ann);

    @Override
    Converted apply(Network network, Weights weights, Dataset samples);
}

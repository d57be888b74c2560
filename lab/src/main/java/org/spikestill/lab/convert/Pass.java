package org.spikestill.lab.convert;

import java.io.IOException;
import org.spikestill.data.Dataset;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.model.settings.Catalog;

/// One step of a conversion from an artificial to a spiking network: a pure function that reports its changes.
public interface Pass {
    static Catalog<Pass> catalog() {
        return Passes.CATALOG;
    }

    /// @param samples to measure on, of the training data
    /// @throws org.spikestill.model.InvalidNetwork if the network holds what this pass cannot convert, naming it
    Converted apply(Network network, Weights weights, Dataset samples) throws IOException;

    /// The network that it makes, known before there are weights; thresholds are those before training.
    ///
    /// @throws org.spikestill.model.InvalidNetwork if the network holds what this pass cannot convert, naming it
    default Network shape(Network network) {
        return network;
    }
}

package org.spikestill.lab.convert;

import java.util.List;
import org.spikestill.model.encode.Encoder;
import org.spikestill.model.settings.Catalog;

/// A published way from a trained artificial network to a spiking one, as the passes it consists of. Normalisations
/// are folded first in all of them.
public interface ConversionMethod {
    static Catalog<ConversionMethod> catalog() {
        return ConversionMethods.CATALOG;
    }

    /// @param encoder from samples to the input of each tick
    /// @param ticks time steps T of the spiking network, ≥ 1
    /// @throws org.spikestill.model.settings.InvalidSettings if the method takes another encoder
    List<Pass> passes(Encoder encoder, int ticks);
}

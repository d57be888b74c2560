package org.spikestill.lab.measure;

import java.util.Optional;
import org.spikestill.model.Network;

/// The accuracy that a conversion loses against its artificial network.
public final class ConversionLoss {
    /// A tenth of the accuracy above chance is more than any published conversion loses at a T that suits it.
    private static final double LARGE = 0.1;

    private ConversionLoss() {}

    /// A warning, with what to try, if a spiking network does much worse than the network it was converted from.
    ///
    /// @param before accuracy of the artificial network on the same samples
    /// @param after accuracy of the spiking one
    public static Optional<String> warning(String name, double before, double after, Network spiking) {
        double chance = 1.0 / spiking.shapes().get(spiking.output().name()).elements();
        if (before - after <= LARGE * Math.max(0, before - chance)) {
            return Optional.empty();
        }
        return Optional.of(
                "%s: the conversion loses %.1f points, from %.2f to %.2f %%: try more time steps than T = %d, light-calibration, or an ANN with quantised clips (qcfs), which converts almost without loss"
                        .formatted(name, 100 * (before - after), 100 * before, 100 * after, spiking.ticks()));
    }
}

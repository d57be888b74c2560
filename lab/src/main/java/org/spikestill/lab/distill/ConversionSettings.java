package org.spikestill.lab.distill;

import static org.spikestill.model.Check.positive;
import static org.spikestill.model.Check.within;

import java.util.List;
import java.util.Optional;
import org.spikestill.lab.convert.BalanceThresholds;
import org.spikestill.lab.convert.ConversionMethod;
import org.spikestill.lab.convert.ReadOut;
import org.spikestill.model.Network;

/// The conversion of the ANN into a spiking network.
///
/// @param method named conversion; left out, neurons take the places of activations, and thresholds behind ReLUs are
///     measured by `balance` and scaled
/// @param balance measurement of thresholds behind ReLUs where no method is named; its scale is tried among `thresholdScales`
/// @param thresholdScales factors on the measured thresholds, tried on the validation split
/// @param readOut scale of the student's logits: the sum over T behind ReLUs, as published, or the ANN's, which losses and temperatures
///     expect; behind quantised clips both are the ANN's
/// @param referenceTicks time steps at which the conversion is evaluated as well, to compare with; 0 leaves that out
public record ConversionSettings(
        Optional<ConversionMethod> method,
        BalanceThresholds balance,
        List<Float> thresholdScales,
        ReadOut readOut,
        int referenceTicks) {
    public ConversionSettings {
        within("referenceTicks", referenceTicks, 0, Network.MAX_TICKS);
        thresholdScales = List.copyOf(thresholdScales);
        thresholdScales.forEach(scale -> positive("thresholdScales", scale));
        if (thresholdScales.isEmpty()) {
            throw new IllegalArgumentException("thresholdScales is empty: name at least one factor on the thresholds");
        }
    }

    public ConversionSettings() {
        this(
                Optional.empty(),
                new BalanceThresholds(0.997f, 1, 256, 32),
                List.of(1f, 0.7f, 0.5f, 0.4f, 0.3f),
                ReadOut.SUM,
                0);
    }
}

package org.spikestill.lab.convert;

import java.util.List;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.encode.Encoder;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Name;

/// Layer-wise calibration in any combination, see [Calibrate]; the maximum without corrections is what the paper (Li
/// et al., ICML 2021) compares its pipelines with.
///
/// @param ceiling what decides a threshold
/// @param corrections what is given back, in this order in each layer
/// @param batches that thresholds are measured on, 1 to 1000
/// @param batch samples per batch, 1 to 4096
/// @param steps updates of each layer's weights where they are corrected, 1 to 100000
@Name("calibration")
public record CustomCalibration(
        ThresholdCriterion ceiling, List<Correction> corrections, int batches, int batch, int steps)
        implements ConversionMethod {
    public CustomCalibration {
        corrections = List.copyOf(corrections);
        new Calibrate(ceiling, corrections, 1, batches, batch, steps);
    }

    public CustomCalibration() {
        this(ThresholdCriterion.MAX, List.of(), 7, 128, Calibrate.STEPS);
    }

    @Override
    public List<Pass> passes(Encoder encoder, int ticks) {
        if (!encoder.equals(new Direct())) {
            throw new InvalidSettings(
                    "encoder is '" + Encoder.catalog().spec(encoder) + "': calibration is made for direct encoding");
        }
        return List.of(new FoldBatchNorm(), new Calibrate(ceiling, corrections, ticks, batches, batch, steps));
    }
}

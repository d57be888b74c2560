package org.spikestill.lab.convert;

import java.util.List;
import org.spikestill.model.encode.Encoder;

/// The light pipeline of layer-wise calibration (Li et al., ICML 2021): thresholds that lose least, then corrected
/// biases, see [Calibrate].
///
/// @param batches that thresholds are measured on, 1 to 1000
/// @param batch samples per batch, 1 to 4096
public record LightCalibration(int batches, int batch) implements ConversionMethod {
    public LightCalibration {
        new Calibrate(ThresholdCriterion.MMSE, List.of(), 1, batches, batch);
    }

    public LightCalibration() {
        this(7, 128);
    }

    @Override
    public List<Pass> passes(Encoder encoder, int ticks) {
        return new CustomCalibration(ThresholdCriterion.MMSE, List.of(Correction.BIAS), batches, batch, Calibrate.STEPS)
                .passes(encoder, ticks);
    }
}

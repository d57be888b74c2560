package org.spikestill.lab.convert;

import java.util.List;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.encode.Encoder;
import org.spikestill.model.settings.InvalidSettings;

/// The light pipeline of layer-wise calibration (Li et al., ICML 2021): thresholds that lose least, then corrected
/// biases, see [Calibrate].
///
/// @param batches that thresholds are measured on, 1 to 1000
/// @param batch samples per batch, 1 to 4096
public record LightCalibration(int batches, int batch) implements ConversionMethod {
    public LightCalibration {
        new Calibrate(Ceiling.MMSE, List.of(), 1, batches, batch);
    }

    public LightCalibration() {
        this(7, 128);
    }

    @Override
    public List<Pass> passes(Encoder encoder, int ticks) {
        if (!encoder.equals(new Direct())) {
            throw new InvalidSettings(
                    "encoder is '" + Encoder.catalog().spec(encoder) + "': calibration is made for direct encoding");
        }
        return List.of(
                new FoldBatchNorm(), new Calibrate(Ceiling.MMSE, List.of(Correction.BIAS), ticks, batches, batch));
    }
}

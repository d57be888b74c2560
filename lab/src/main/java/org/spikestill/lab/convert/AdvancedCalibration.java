package org.spikestill.lab.convert;

import static org.spikestill.model.Check.within;

import java.util.List;
import org.spikestill.model.encode.Encoder;

/// The advanced pipeline of layer-wise calibration (Li et al., ICML 2021): thresholds that lose least, then corrected
/// initial potentials, see [Calibrate]; before these, if wished, fitted weights.
///
/// @param batches that thresholds are measured on, 1 to 1000
/// @param batch samples per batch, 1 to 4096
/// @param steps updates of each layer's weights, 0 to 100000; 0, the default, leaves them alone, the paper's code
///     takes 5000
public record AdvancedCalibration(int batches, int batch, int steps) implements ConversionMethod {
    public AdvancedCalibration {
        within("steps", steps, 0, 100_000);
        new Calibrate(ThresholdCriterion.MMSE, List.of(), 1, batches, batch);
    }

    public AdvancedCalibration() {
        this(7, 128, 0);
    }

    @Override
    public List<Pass> passes(Encoder encoder, int ticks) {
        List<Correction> corrections =
                steps > 0 ? List.of(Correction.WEIGHTS, Correction.POTENTIAL) : List.of(Correction.POTENTIAL);
        return new CustomCalibration(
                        ThresholdCriterion.MMSE, corrections, batches, batch, steps > 0 ? steps : Calibrate.STEPS)
                .passes(encoder, ticks);
    }
}

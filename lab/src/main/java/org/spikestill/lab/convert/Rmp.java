package org.spikestill.lab.convert;

import java.util.List;
import org.spikestill.model.encode.Encoder;
import org.spikestill.model.neuron.Lif;

/// Threshold balancing, then soft reset with lower thresholds (RMP-SNN; Han, Srinivasan, Roy, CVPR 2020), see
/// [SoftReset].
///
/// @param quantile of the weighted inputs that is balanced to, in [0.5, 1]; 1 is the maximum
/// @param scale of every threshold, > 0
/// @param samples measured on, ≥ 1
public record Rmp(float quantile, float scale, int samples) implements ConversionMethod {
    public Rmp {
        new BalanceThresholds(quantile, scale, samples, 1);
    }

    public Rmp() {
        this(1, 0.5f, 512);
    }

    @Override
    public List<Pass> passes(Encoder encoder, int ticks) {
        return List.of(
                new FoldBatchNorm(),
                new ReluToSpike(new Lif(), encoder, ticks),
                new BalanceThresholds(quantile, 1, samples, Math.max(ticks, ThresholdBalancing.LEAST_TICKS)),
                new SoftReset(scale));
    }
}

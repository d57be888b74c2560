package org.spikestill.lab.convert;

import java.util.List;
import org.spikestill.model.encode.Encoder;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Reset;

/// Threshold balancing with hard reset (Sengupta et al., Frontiers in Neuroscience 2019), see [BalanceThresholds].
///
/// @param quantile of the weighted inputs that becomes the threshold, in [0.5, 1]; 1 is the maximum
/// @param scale of every threshold, > 0
/// @param samples measured on, ≥ 1
public record ThresholdBalancing(float quantile, float scale, int samples) implements ConversionMethod {
    /// Fewer would not let deep layers fire while they are measured.
    static final int LEAST_TICKS = 32;

    public ThresholdBalancing {
        new BalanceThresholds(quantile, scale, samples, 1);
    }

    public ThresholdBalancing() {
        this(1, 0.7f, 512);
    }

    @Override
    public List<Pass> passes(Encoder encoder, int ticks) {
        return List.of(
                new FoldBatchNorm(),
                new ReluToSpike(reset(Reset.Target.ZERO), encoder, ticks),
                new BalanceThresholds(quantile, scale, samples, Math.max(ticks, LEAST_TICKS)));
    }

    /// A neuron without leak of threshold 1.
    static Lif reset(Reset.Target target) {
        Lif usual = new Lif();
        return new Lif(1, 1, new Reset(target, true), usual.order(), usual.surrogate());
    }
}

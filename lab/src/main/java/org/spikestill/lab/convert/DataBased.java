package org.spikestill.lab.convert;

import java.util.List;
import org.spikestill.model.encode.Encoder;
import org.spikestill.model.neuron.Reset;

/// Data-based weight normalisation with hard reset (Diehl et al., IJCNN 2015), see [NormaliseByData].
///
/// @param quantile of the activations, in [0.5, 1]; 1 is the maximum of activations and weights
/// @param samples measured on, ≥ 1
/// @param chained whether factors are handed on as in the code released with the paper
public record DataBased(float quantile, int samples, boolean chained) implements ConversionMethod {
    public DataBased {
        new NormaliseByData(quantile, samples, chained);
    }

    public DataBased() {
        this(1, 512, false);
    }

    @Override
    public List<Pass> passes(Encoder encoder, int ticks) {
        return List.of(
                new FoldBatchNorm(),
                new NormaliseByData(quantile, samples, chained),
                new ReluToSpike(ThresholdBalancing.reset(Reset.Target.ZERO), encoder, ticks));
    }
}

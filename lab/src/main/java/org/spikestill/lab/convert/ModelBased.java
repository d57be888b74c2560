package org.spikestill.lab.convert;

import java.util.List;
import org.spikestill.model.encode.Encoder;
import org.spikestill.model.neuron.Reset;

/// Model-based weight normalisation with hard reset (Diehl et al., IJCNN 2015), see [NormaliseByModel].
public record ModelBased() implements ConversionMethod {
    @Override
    public List<Pass> passes(Encoder encoder, int ticks) {
        return List.of(
                new FoldBatchNorm(),
                new NormaliseByModel(),
                new ReluToSpike(ThresholdBalancing.reset(Reset.Target.ZERO), encoder, ticks));
    }
}

package org.spikestill.lab.convert;

import java.util.List;
import org.spikestill.model.encode.Encoder;
import org.spikestill.model.neuron.Lif;

/// Networks trained with quantised clips, whose thresholds are ready (QCFS; Bu et al., ICLR 2022), see [ClipToSpike].
public record Qcfs() implements ConversionMethod {
    @Override
    public List<Pass> passes(Encoder encoder, int ticks) {
        return List.of(new FoldBatchNorm(), new ClipToSpike(new Lif(), encoder, ticks));
    }
}

package org.spikestill.lab.convert;

import org.spikestill.data.Dataset;
import org.spikestill.model.FoldedBatchNorm;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;

/// Takes each batch normalisation into the convolution or linear layer before it, see [FoldedBatchNorm].
public record FoldBatchNorm() implements Pass {
    @Override
    public Converted apply(Network network, Weights weights, Dataset samples) {
        FoldedBatchNorm folded = FoldedBatchNorm.of(network, weights);
        return new Converted(folded.network(), folded.weights(), folded.changes());
    }

    /// Without normalisations; what they followed has a bias.
    @Override
    public Network shape(Network network) {
        return FoldedBatchNorm.shape(network);
    }
}

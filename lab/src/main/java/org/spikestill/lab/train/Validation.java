package org.spikestill.lab.train;

import org.spikestill.data.Dataset;
import org.spikestill.lab.measure.TorchPass;
import org.spikestill.lab.torch.TorchNetwork;

/// The result of a network on a data set, by a score; in training, on the validation split.
///
/// @param score value of a [Score]
/// @param loss mean loss of that score
public record Validation(double score, double loss) {
    public static Validation of(TorchNetwork network, Score score, Dataset data) {
        Tally tally = new Tally(score);
        TorchPass.over(network, data, (trace, batch) -> {
            tally.ratio = tally.ratio.plus(tally.score.of(trace.logits(), batch));
            tally.loss += tally.score.loss(trace.logits(), batch) * batch.size();
        });
        return new Validation(tally.ratio.value(), tally.loss / data.size());
    }

    private static final class Tally {
        private final Score score;
        private Ratio ratio = Ratio.NONE;
        private double loss;

        Tally(Score score) {
            this.score = score;
        }
    }
}

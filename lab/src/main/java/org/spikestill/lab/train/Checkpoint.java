package org.spikestill.lab.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.spikestill.model.Block;
import org.spikestill.model.Weights;

/// Everything that the rest of a stage depends on. Chance needs no state: all draws are counters.
///
/// @param progress where the stage stands
/// @param current weights
/// @param best weights of the best epoch so far; as `current` before the first epoch is over
/// @param optimizer its state, by name
public record Checkpoint(Position progress, Weights current, Weights best, Map<String, Block> optimizer) {
    /// @param stage which network is trained
    /// @param epoch passes that are over
    /// @param batch updates taken in the pass under way
    /// @param steps updates taken in all
    /// @param bestEpoch from 1; 0 before the first
    /// @param sums of the pass under way
    /// @param seconds spent so far
    public record Position(
            String stage,
            int epoch,
            int batch,
            long steps,
            int bestEpoch,
            double bestAccuracy,
            double bestLoss,
            Sums sums,
            double seconds) {}

    /// Totals over the samples of a pass.
    public record Sums(long samples, long correct, double loss, Map<String, Double> terms) {
        public Sums {
            terms = Collections.unmodifiableMap(new LinkedHashMap<>(terms));
        }

        static Sums none() {
            return new Sums(0, 0, 0, Map.of());
        }

        Sums plus(long moreSamples, long moreCorrect, double meanLoss, Map<String, Double> meanTerms) {
            Map<String, Double> added = new LinkedHashMap<>(terms);
            meanTerms.forEach((name, value) -> added.merge(name, value * moreSamples, Double::sum));
            return new Sums(samples + moreSamples, correct + moreCorrect, loss + meanLoss * moreSamples, added);
        }
    }
}

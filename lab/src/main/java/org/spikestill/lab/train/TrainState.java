package org.spikestill.lab.train;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The position of a training, without weights. Randomness needs no state: every draw is a function of a counter.
///
/// @param epoch epochs that are over
/// @param batch batches done in the epoch under way
/// @param steps updates of each learner so far
/// @param best epoch so far; empty before the first is over
/// @param sums over the epoch under way
/// @param seconds spent so far, over all sittings
public record TrainState(int epoch, int batch, long steps, Optional<Best> best, Sums sums, double seconds) {
    /// The best epoch so far.
    ///
    /// @param epoch from 1
    /// @param validation of the scored learner, which chose it
    /// @param scores on the validation split, of every learner by name
    public record Best(int epoch, Validation validation, Map<String, Double> scores) {
        public Best {
            scores = Collections.unmodifiableMap(new LinkedHashMap<>(scores));
        }
    }

    /// Totals over the samples of an epoch.
    ///
    /// @param loss weighted sum of all losses, times samples
    /// @param terms each loss before weighting, times samples
    /// @param score of the scored learner
    public record Sums(long samples, double loss, Map<String, Double> terms, Ratio score) {
        public Sums {
            terms = Collections.unmodifiableMap(new LinkedHashMap<>(terms));
        }

        static Sums none() {
            return new Sums(0, 0, Map.of(), Ratio.NONE);
        }

        Sums plus(long moreSamples, BatchLoss mean, Ratio moreScore) {
            Map<String, Double> added = new LinkedHashMap<>(terms);
            mean.terms().forEach((name, value) -> added.merge(name, value * moreSamples, Double::sum));
            return new Sums(samples + moreSamples, loss + mean.loss() * moreSamples, added, score.plus(moreScore));
        }

        double meanLoss() {
            return loss / samples;
        }

        Map<String, Double> meanTerms() {
            Map<String, Double> means = new LinkedHashMap<>();
            terms.forEach((name, total) -> means.put(name, total / samples));
            return means;
        }
    }

    static TrainState start() {
        return new TrainState(0, 0, 0, Optional.empty(), Sums.none(), 0);
    }

    TrainState afterBatch(long samples, BatchLoss loss, Ratio score) {
        return new TrainState(epoch, batch + 1, steps + 1, best, sums.plus(samples, loss, score), seconds);
    }

    /// The start of the next epoch.
    TrainState afterEpoch(Optional<Best> bestSoFar) {
        return new TrainState(epoch + 1, 0, steps, bestSoFar, Sums.none(), seconds);
    }

    TrainState at(double secondsSpent) {
        return new TrainState(epoch, batch, steps, best, sums, secondsSpent);
    }

    /// Batches done in all.
    long done(int batchesPerEpoch) {
        return (long) epoch * batchesPerEpoch + batch;
    }
}

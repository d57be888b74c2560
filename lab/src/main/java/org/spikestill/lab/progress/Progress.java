package org.spikestill.lab.progress;

import java.util.Optional;
import java.util.OptionalDouble;

/// A receiver of messages, progress and epochs of a run under way.
public interface Progress {
    /// One line for a person to read.
    void say(String line);

    /// Part of the work is done.
    void advance(Advance advance);

    /// An epoch is over.
    ///
    /// @param of number of epochs
    void epoch(EpochFigures figures, int of);

    /// The state of a piece of work.
    ///
    /// @param what is under way, such as `student, epoch 3 of 8`
    /// @param done units of work that are done, from 0 to `of`
    /// @param loss mean so far in this epoch; empty where there is none
    /// @param score so far in this epoch; empty where there is none
    /// @param samplesPerSecond in this sitting; empty until something was done in it
    /// @param secondsLeft until `done` is `of`; empty until something was done in this sitting
    record Advance(
            String what,
            long done,
            long of,
            OptionalDouble loss,
            Optional<Metric.Reading> score,
            OptionalDouble samplesPerSecond,
            OptionalDouble secondsLeft) {
        /// The same with how well a training goes.
        public Advance with(double meanLoss, Metric.Reading reading) {
            return new Advance(
                    what, done, of, OptionalDouble.of(meanLoss), Optional.of(reading), samplesPerSecond, secondsLeft);
        }
    }

    /// Ignores everything.
    static Progress silent() {
        return new Progress() {
            @Override
            public void say(String line) {}

            @Override
            public void advance(Advance advance) {}

            @Override
            public void epoch(EpochFigures figures, int of) {}
        };
    }
}

package org.spikestill.lab.progress;

import java.util.Optional;
import java.util.OptionalDouble;
import org.spikestill.report.result.Epoch;
import org.spikestill.report.result.Metric;

/// A receiver of messages, progress and epochs of a run under way.
public interface Progress {
    /// One line for a person to read.
    void say(String line);

    /// Part of the work is done.
    void advance(Advance advance);

    /// An epoch is over.
    ///
    /// @param of number of epochs
    void epoch(Epoch figures, int of);

    /// The state of a piece of work.
    ///
    /// @param what is under way, such as `student, epoch 3 of 8`
    /// @param done units of work that are done, from 0 to `of`
    /// @param loss mean so far in this epoch; empty where there is none
    /// @param score so far in this epoch; empty where there is none
    /// @param samplesPerSecond in this sitting; empty until something was done in it
    /// @param secondsLeft until `done` is `of`; empty until something was done in this sitting
    /// @param runSecondsLeft until the whole run is over; empty where the work is no part of a larger run
    record Advance(
            String what,
            long done,
            long of,
            OptionalDouble loss,
            Optional<Metric.Reading> score,
            OptionalDouble samplesPerSecond,
            OptionalDouble secondsLeft,
            OptionalDouble runSecondsLeft) {
        /// The same with how well a training goes.
        public Advance with(double meanLoss, Metric.Reading reading) {
            return new Advance(
                    what,
                    done,
                    of,
                    OptionalDouble.of(meanLoss),
                    Optional.of(reading),
                    samplesPerSecond,
                    secondsLeft,
                    runSecondsLeft);
        }

        /// The same as a part of a larger run.
        ///
        /// @param seconds left of the whole run; empty where that is unknown
        public Advance withRunLeft(OptionalDouble seconds) {
            return new Advance(what, done, of, loss, score, samplesPerSecond, secondsLeft, seconds);
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
            public void epoch(Epoch figures, int of) {}
        };
    }
}

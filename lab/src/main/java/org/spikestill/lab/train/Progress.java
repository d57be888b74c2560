package org.spikestill.lab.train;

import java.util.OptionalDouble;

/// Hears what a run is about to do and how far it is.
public interface Progress {
    /// One line to be read by a person.
    void say(String line);

    /// Part of a stage is done.
    void advance(Advance advance);

    /// An epoch is over.
    void epoch(EpochFigures figures, int of);

    /// @param what is going on, such as `student, epoch 3 of 8`
    /// @param done units of the whole stage that are done, from 0 to `of`
    /// @param loss mean so far in this epoch, NaN where there is none
    /// @param accuracy so far in this epoch, NaN where there is none
    /// @param samplesPerSecond since the stage began or was resumed
    /// @param secondsLeft of this stage
    /// @param runSecondsLeft of the whole run, where that is known
    record Advance(
            String what,
            long done,
            long of,
            double loss,
            double accuracy,
            double samplesPerSecond,
            double secondsLeft,
            OptionalDouble runSecondsLeft) {
        /// Within work that is not part of a larger run.
        public Advance(
                String what,
                long done,
                long of,
                double loss,
                double accuracy,
                double samplesPerSecond,
                double secondsLeft) {
            this(what, done, of, loss, accuracy, samplesPerSecond, secondsLeft, OptionalDouble.empty());
        }

        /// @param seconds left of the whole run
        public Advance withRunLeft(OptionalDouble seconds) {
            return new Advance(what, done, of, loss, accuracy, samplesPerSecond, secondsLeft, seconds);
        }
    }

    /// Hears and says nothing.
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

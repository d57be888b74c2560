package org.spikestill.lab.train;

import org.spikestill.report.result.Epoch;

/// Hears what a run is about to do and how far it is.
public interface Progress {
    /// One line to be read by a person.
    void say(String line);

    /// Part of a stage is done.
    void advance(Advance advance);

    /// An epoch is over.
    void epoch(Epoch figures, int of);

    /// @param what is going on, such as `student, epoch 3 of 8`
    /// @param done units of the whole stage that are done, from 0 to `of`
    /// @param loss mean so far in this epoch, NaN where there is none
    /// @param accuracy so far in this epoch, NaN where there is none
    /// @param samplesPerSecond since the stage began or was resumed
    /// @param secondsLeft of this stage
    record Advance(
            String what,
            long done,
            long of,
            double loss,
            double accuracy,
            double samplesPerSecond,
            double secondsLeft) {}

    /// Hears and says nothing.
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

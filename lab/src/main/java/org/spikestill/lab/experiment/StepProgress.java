package org.spikestill.lab.experiment;

import java.util.OptionalDouble;
import org.spikestill.lab.progress.Progress;
import org.spikestill.report.result.Epoch;

/// The progress of one step, completed by the time left of the whole run.
final class StepProgress implements Progress {
    private final String name;
    private final Progress progress;
    private final TimeLeft timeLeft;
    private final long start = System.nanoTime();

    StepProgress(String name, Progress progress, TimeLeft timeLeft) {
        this.name = name;
        this.progress = progress;
        this.timeLeft = timeLeft;
    }

    /// Seconds since the step began.
    double seconds() {
        return (System.nanoTime() - start) / 1e9;
    }

    @Override
    public void say(String line) {
        progress.say(line);
    }

    @Override
    public void advance(Advance advance) {
        OptionalDouble left =
                timeLeft.left(name, seconds(), advance.secondsLeft().orElse(Double.NaN));
        progress.advance(advance.withRunLeft(left));
    }

    @Override
    public void epoch(Epoch figures, int of) {
        progress.epoch(figures, of);
    }
}

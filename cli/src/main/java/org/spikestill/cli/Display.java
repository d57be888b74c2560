package org.spikestill.cli;

import org.spikestill.lab.measure.Evaluator;
import org.spikestill.lab.progress.Pace;
import org.spikestill.lab.progress.Progress;
import org.spikestill.report.result.Epoch;

/// Shows a person how far a command is.
interface Display extends Progress, AutoCloseable {
    /// Leaves nothing unfinished on the screen.
    @Override
    void close();

    /// Shows an evaluation.
    default Evaluator.Listener evaluating(String what) {
        Pace pace = new Pace(0, 1);
        return (done, of) -> advance(pace.advance(what, done, of));
    }

    /// `student, epoch 3 of 8: loss 0.0412, accuracy 98.71 %, validation 98.50 %, 12 s`
    static String line(Epoch figures, int of) {
        return "%s, epoch %d of %d: loss %.4f, %s, validation %s, %s"
                .formatted(
                        figures.network(),
                        figures.epoch(),
                        of,
                        figures.loss(),
                        figures.metric().of(figures.training()),
                        figures.metric().unit().text(figures.validation(), 2),
                        duration(figures.seconds()));
    }

    /// `42 %, 1 min 20 s left, loss 0.0412, accuracy 98.7 %, 812 samples/s`; without the parts that are not known yet.
    static String figures(Progress.Advance advance) {
        StringBuilder text = new StringBuilder("%3.0f %%".formatted(100.0 * advance.done() / advance.of()));
        advance.secondsLeft()
                .ifPresent(
                        seconds -> text.append(", ").append(duration(seconds)).append(" left"));
        advance.runSecondsLeft()
                .ifPresent(
                        seconds -> text.append(", ").append(duration(seconds)).append(" of the run"));
        advance.loss().ifPresent(loss -> text.append(", loss %.4f".formatted(loss)));
        advance.score().ifPresent(score -> text.append(", ").append(score.text(1)));
        advance.samplesPerSecond().ifPresent(rate -> text.append(", ").append(rate(rate)));
        return text.toString();
    }

    /// Three digits or more for the rates that a person waits for: `0.042 samples/s`, `8.1 samples/s`, `1,204 samples/s`.
    private static String rate(double samplesPerSecond) {
        String digits = samplesPerSecond < 0.1
                ? "%.3f"
                : samplesPerSecond < 1 ? "%.2f" : samplesPerSecond < 10 ? "%.1f" : "%,.0f";
        return (digits + " samples/s").formatted(samplesPerSecond);
    }

    private static String duration(double seconds) {
        long whole = Math.round(seconds);
        if (whole < 60) {
            return seconds < 10 ? "%.1f s".formatted(seconds) : whole + " s";
        }
        return whole < 3600
                ? "%d min %02d s".formatted(whole / 60, whole % 60)
                : "%d h %02d min".formatted(whole / 3600, whole / 60 % 60);
    }
}

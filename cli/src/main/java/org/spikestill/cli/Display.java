package org.spikestill.cli;

import org.spikestill.lab.measure.Evaluator;
import org.spikestill.lab.train.Progress;
import org.spikestill.report.result.Epoch;

/// Shows a person how far a command is.
interface Display extends Progress, AutoCloseable {
    /// Leaves nothing unfinished on the screen.
    @Override
    void close();

    /// Shows an evaluation.
    default Evaluator.Listener evaluating(String what) {
        long start = System.nanoTime();
        return (done, of) -> {
            double perSecond = done / ((System.nanoTime() - start) / 1e9);
            advance(new Advance(what, done, of, Double.NaN, Double.NaN, perSecond, (of - done) / perSecond));
        };
    }

    /// `student, epoch 3 of 8: loss 0.0412, accuracy 98.71 %, validation 98.50 %, 12 s`
    static String line(Epoch figures, int of) {
        return "%s, epoch %d of %d: loss %.4f, accuracy %.2f %%, validation %.2f %%, %s"
                .formatted(
                        figures.network(),
                        figures.epoch(),
                        of,
                        figures.loss(),
                        100 * figures.accuracy(),
                        100 * figures.validationAccuracy(),
                        duration(figures.seconds()));
    }

    /// `42 %, 1 min 20 s left, loss 0.0412, accuracy 98.7 %, 812 images/s`
    static String figures(Progress.Advance advance) {
        StringBuilder text = new StringBuilder(
                "%3.0f %%, %s left".formatted(100.0 * advance.done() / advance.of(), duration(advance.secondsLeft())));
        if (!Double.isNaN(advance.loss())) {
            text.append(", loss %.4f".formatted(advance.loss()));
        }
        if (!Double.isNaN(advance.accuracy())) {
            text.append(", accuracy %.1f %%".formatted(100 * advance.accuracy()));
        }
        return text.append(", %,.0f images/s".formatted(advance.samplesPerSecond()))
                .toString();
    }

    private static String duration(double seconds) {
        if (!Double.isFinite(seconds)) {
            return "?";
        }
        long whole = Math.round(seconds);
        if (whole < 60) {
            return seconds < 10 ? "%.1f s".formatted(seconds) : whole + " s";
        }
        return whole < 3600
                ? "%d min %02d s".formatted(whole / 60, whole % 60)
                : "%d h %02d min".formatted(whole / 3600, whole / 60 % 60);
    }
}

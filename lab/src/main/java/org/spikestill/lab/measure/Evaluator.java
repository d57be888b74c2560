package org.spikestill.lab.measure;

import org.spikestill.data.Dataset;
import org.spikestill.data.Labels;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Seed;
import org.spikestill.report.result.Evaluation;

/// Runs a data set through a network.
public interface Evaluator {
    /// Root of the encoder's draws in evaluation: the same for every backend, so that their results can be compared.
    Seed ENCODER = Seed.of(0).split("evaluate");

    /// Hears how far an evaluation is.
    @FunctionalInterface
    interface Listener {
        void evaluated(int samples, int of);

        static Listener silent() {
            return (_, _) -> {};
        }
    }

    Evaluation evaluate(Dataset data, Listener listener);

    /// Also how sure the network was after each tick.
    Watched evaluate(Dataset data, ExitRule rule, Listener listener);

    /// @param ticks by which a rule of stopping early is judged
    record Watched(Evaluation evaluation, ExitTrace ticks) {}

    /// Checks that a data set has classes to predict, or a teacher's predictions to agree with.
    ///
    /// @throws InvalidSettings if its labels are values, or if there are none
    static void requireClasses(Dataset data) {
        if (data.labels().equals(Labels.none(0))) {
            throw new InvalidSettings(
                    "an evaluation counts right classes, but the samples have no labels: name data that"
                            + " have, or measure agreement with a teacher in a distillation");
        }
        if (data.labels().kind() == Labels.Kind.VALUES) {
            throw new InvalidSettings("an evaluation counts right classes, but the labels are " + data.labels()
                    + ": measure regressions by a score, such as the relative squared error");
        }
    }

    /// The encoder's keys of some samples.
    static long[] keys(int[] indices, int count) {
        long[] keys = new long[count];
        for (int i = 0; i < count; i++) {
            keys[i] = ENCODER.at(indices[i]);
        }
        return keys;
    }
}

package org.spikestill.lab.experiment.steps;

import java.io.IOException;
import java.util.Optional;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Dataset;
import org.spikestill.data.Labels;
import org.spikestill.lab.teacher.Teacher;
import org.spikestill.lab.teacher.TeacherPredictions;

/// Share of the training samples whose labels a teacher predicts. Where these are nearly all, as of samples that it was trained on for
/// long, its answers are the labels, and soft targets hardly add to them.
///
/// @param share in [0, 1]
/// @param samples number of those asked about, as they are
record RepeatedLabels(double share, int samples) {
    private static final int MOST_SAMPLES = 2000;

    /// A teacher of 95 % on its student's samples brought a quarter of what one of 12 epochs brought (docs/results.md).
    private static final double NEARLY_ALL = 0.95;

    /// @return empty where samples have no labels
    static Optional<RepeatedLabels> of(Teacher teacher, DataSplits data) throws IOException {
        if (data.train().labels().kind() != Labels.Kind.CLASSES) {
            return Optional.empty();
        }
        Dataset some = data.train().limit(MOST_SAMPLES);
        int[] predicted = TeacherPredictions.of(teacher, some);
        int repeated = 0;
        for (int i = 0; i < predicted.length; i++) {
            if (predicted[i] == some.label(i)) {
                repeated++;
            }
        }
        return Optional.of(new RepeatedLabels((double) repeated / predicted.length, predicted.length));
    }

    /// What to expect of soft targets; empty where the teacher's answers differ from the labels.
    ///
    /// @param name of the network in training
    Optional<String> warning(String name) {
        return share < NEARLY_ALL
                ? Optional.empty()
                : Optional.of(
                        ("%s: its teacher predicts the labels of %.1f %% of %,d training samples: soft targets say little more"
                                        + " than these, expect little of them")
                                .formatted(name, 100 * share, samples));
    }
}

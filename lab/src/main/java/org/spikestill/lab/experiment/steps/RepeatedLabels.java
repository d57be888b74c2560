package org.spikestill.lab.experiment.steps;

import java.io.IOException;
import java.util.Optional;
import org.spikestill.data.Dataset;
import org.spikestill.lab.teacher.Teacher;
import org.spikestill.lab.teacher.TeacherPredictions;

/// Share of the training samples whose labels a teacher predicts. Where these are nearly all, as of samples that it was trained on for
/// long, its answers are the labels, and soft targets hardly add to them.
///
/// @param share in [0, 1]
/// @param samples number of those, without augmentation
record RepeatedLabels(double share, int samples) {
    /// Share from which soft targets add little: a teacher of 95 % on its student's samples gained 1.75 points, one of 12 epochs 7.21
    /// (docs/results.md).
    private static final double NEARLY_ALL = 0.95;

    /// @param some training samples with classes
    static RepeatedLabels of(Teacher teacher, Dataset some) throws IOException {
        return new RepeatedLabels(TeacherPredictions.accuracy(teacher, some), some.size());
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

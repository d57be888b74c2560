package org.spikestill.lab.train;

import org.spikestill.data.DataSplits;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Seed;

/// A training, from the first epoch to the choice of the best.
///
/// @param stage names it in files, tables and the random streams
/// @param score chooses the best epoch
/// @param scored name of the learner by whose validation result it is chosen
/// @param seed root of the run
public record Task(String stage, TrainStep step, Score score, String scored, DataSplits data, Seed seed) {
    public Task {
        if (step.learners().stream().noneMatch(each -> each.name().equals(scored))) {
            throw new IllegalArgumentException("scored is '" + scored + "': it must be one of "
                    + step.learners().stream().map(Learner::name).toList());
        }
    }

    /// Chosen by the usual score of the labels, on the first learner.
    public Task(String stage, TrainStep step, DataSplits data, Seed seed) {
        this(stage, step, Score.of(data), step.learners().getFirst().name(), data, seed);
    }

    /// Settings of the loop over epochs and batches, in which all learners agree.
    TrainSettings settings() {
        return step.learners().getFirst().settings();
    }

    /// The learner by whose result the best epoch is chosen.
    Learner learner() {
        return step.learners().stream()
                .filter(each -> each.name().equals(scored))
                .findFirst()
                .orElseThrow();
    }

    /// Full batches in an epoch.
    int batches() {
        return data.train().size() / settings().batch();
    }

    /// Checks, before anything is trained, that the parts fit each other.
    ///
    /// @throws InvalidSettings or [org.spikestill.model.InvalidNetwork] if they do not
    public void check() {
        if (batches() == 0) {
            throw new IllegalArgumentException("batch is " + settings().batch() + ": there are only "
                    + data.train().size() + " training samples");
        }
        if (!score.reads(data.train().labels().kind())) {
            throw new InvalidSettings("the score is " + score.metric().name() + ", but the labels are "
                    + data.train().labels() + ": name "
                    + Score.of(data.train().labels()).metric().name());
        }
        step.check(data.train().labels());
    }
}

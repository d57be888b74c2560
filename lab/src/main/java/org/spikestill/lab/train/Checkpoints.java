package org.spikestill.lab.train;

import java.util.Optional;
import org.spikestill.report.result.Epoch;

/// A store of the checkpoints and epochs of trainings under way.
public interface Checkpoints {
    Optional<Checkpoint> load(String stage);

    /// Whether the last checkpoint is old enough for a new one.
    boolean due();

    void save(Checkpoint checkpoint);

    /// Adds an epoch to the history.
    void record(Epoch figures);

    /// Stores nothing: for trainings that last seconds.
    static Checkpoints none() {
        return new Checkpoints() {
            @Override
            public Optional<Checkpoint> load(String stage) {
                return Optional.empty();
            }

            @Override
            public boolean due() {
                return false;
            }

            @Override
            public void save(Checkpoint checkpoint) {}

            @Override
            public void record(Epoch figures) {}
        };
    }
}

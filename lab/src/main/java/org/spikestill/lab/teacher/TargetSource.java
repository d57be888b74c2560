package org.spikestill.lab.teacher;

import java.io.IOException;
import java.util.Optional;
import org.spikestill.data.Batch;
import org.spikestill.model.settings.Seed;

/// A source of targets for a training: a teacher at work, or its stored targets.
public interface TargetSource extends AutoCloseable {
    /// The random streams of an epoch.
    ///
    /// @param seed of that epoch
    Draws draws(int epoch, Seed seed);

    /// Targets of a batch that was drawn from the streams of that epoch.
    ///
    /// @param keys of the encoder's draws, one per sample
    /// @param epoch from 0
    /// @return empty where there is no teacher
    Optional<Targets> of(Batch batch, long[] keys, int epoch);

    /// Seconds spent so far on computing targets and on reading stored ones.
    double seconds();

    @Override
    void close() throws IOException;

    /// Of trainings without a teacher.
    static TargetSource none() {
        return new TargetSource() {
            @Override
            public Draws draws(int epoch, Seed seed) {
                return Draws.of(seed);
            }

            @Override
            public Optional<Targets> of(Batch batch, long[] keys, int epoch) {
                return Optional.empty();
            }

            @Override
            public double seconds() {
                return 0;
            }

            @Override
            public void close() {}
        };
    }
}

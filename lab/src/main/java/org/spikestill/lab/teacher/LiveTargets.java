package org.spikestill.lab.teacher;

import java.util.Optional;
import org.spikestill.data.Batch;
import org.spikestill.model.settings.Seed;

/// Targets computed anew for every batch, each batch augmented anew. The teacher may change in between, as a network in
/// training does.
public final class LiveTargets implements TargetSource {
    private final Teacher teacher;
    private final TargetSpec wanted;
    private long nanos;

    /// @param teacher stays open
    public LiveTargets(Teacher teacher, TargetSpec wanted) {
        this.teacher = teacher;
        this.wanted = wanted;
    }

    @Override
    public Draws draws(int epoch, Seed seed) {
        return Draws.of(seed);
    }

    @Override
    public Optional<Targets> of(Batch batch, long[] keys, int epoch) {
        long start = System.nanoTime();
        Targets targets = teacher.targets(batch, keys, wanted);
        nanos += System.nanoTime() - start;
        return Optional.of(targets);
    }

    @Override
    public double seconds() {
        return nanos / 1e9;
    }

    @Override
    public void close() {}
}

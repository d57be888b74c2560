package org.spikestill.lab.train;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spikestill.report.result.Epoch;

/// Keeps the last checkpoint and all epochs in memory.
final class Kept implements Checkpoints {
    private final List<Epoch> history = new ArrayList<>();
    private Checkpoint last;

    List<Epoch> history() {
        return history;
    }

    @Override
    public Optional<Checkpoint> load(String stage) {
        return Optional.ofNullable(last);
    }

    @Override
    public boolean due() {
        return false;
    }

    @Override
    public void save(Checkpoint checkpoint) {
        last = checkpoint;
    }

    @Override
    public void record(Epoch figures) {
        history.add(figures);
    }
}

package org.spikestill.lab.progress;

import java.util.ArrayList;
import java.util.List;
import org.spikestill.report.result.Epoch;

/// Messages, states and epochs of a run, in order.
public final class RecordedProgress implements Progress {
    private final List<String> said = new ArrayList<>();
    private final List<String> all = new ArrayList<>();

    /// The messages.
    public List<String> said() {
        return said;
    }

    /// The messages, the epochs as `epoch 3, accuracy`, and the metric of each state of the work.
    public List<String> all() {
        return all;
    }

    @Override
    public void say(String line) {
        said.add(line);
        all.add(line);
    }

    @Override
    public void advance(Advance advance) {
        advance.score().ifPresent(reading -> all.add(reading.metric().name()));
    }

    @Override
    public void epoch(Epoch figures, int of) {
        all.add("epoch " + figures.epoch() + ", " + figures.metric().name());
    }
}

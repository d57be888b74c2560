package org.spikestill.lab.train;

import java.io.IOException;
import java.util.Map;
import org.spikestill.lab.progress.CancellationToken;
import org.spikestill.lab.progress.Progress;
import org.spikestill.lab.teacher.Draws;
import org.spikestill.lab.teacher.TargetSource;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.model.settings.Seed;

/// The sources of targets of a step's learners.
///
/// @param first decides the random streams of the epochs
record Sources(TargetSource first, Map<String, TargetSource> byLearner) implements AutoCloseable {
    static Sources open(
            Task task, Map<String, TorchNetwork> networks, Progress progress, CancellationToken cancellation)
            throws IOException {
        Map<String, TargetSource> sources = task.step().sources(task, networks, progress, cancellation);
        return new Sources(sources.get(task.step().learners().getFirst().name()), sources);
    }

    TargetSource of(String learner) {
        return byLearner.get(learner);
    }

    Draws draws(int epoch, Seed seed) {
        return first.draws(epoch, seed);
    }

    double seconds() {
        return byLearner.values().stream().mapToDouble(TargetSource::seconds).sum();
    }

    @Override
    public void close() throws IOException {
        for (TargetSource each : byLearner.values()) {
            each.close();
        }
    }
}

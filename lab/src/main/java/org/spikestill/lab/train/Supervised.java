package org.spikestill.lab.train;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikestill.lab.progress.CancellationToken;
import org.spikestill.lab.progress.Progress;
import org.spikestill.lab.teacher.Taps;
import org.spikestill.lab.teacher.TargetSource;
import org.spikestill.lab.torch.TorchNetwork;

/// Supervised training: one network learns from labels alone.
public record Supervised(Learner learner) implements TrainStep {
    @Override
    public List<Learner> learners() {
        return List.of(learner);
    }

    @Override
    public Optional<Taps> taps(Learner of) {
        return Optional.empty();
    }

    @Override
    public Map<String, TargetSource> sources(
            Task task, Map<String, TorchNetwork> networks, Progress progress, CancellationToken cancellation) {
        return Map.of(learner.name(), TargetSource.none());
    }
}

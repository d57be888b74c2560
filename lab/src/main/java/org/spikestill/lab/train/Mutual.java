package org.spikestill.lab.train;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikestill.lab.progress.CancellationToken;
import org.spikestill.lab.progress.Progress;
import org.spikestill.lab.teacher.LiveTargets;
import org.spikestill.lab.teacher.NetworkTeacher;
import org.spikestill.lab.teacher.Taps;
import org.spikestill.lab.teacher.TargetSource;
import org.spikestill.lab.torch.TorchNetwork;

/// Mutual learning (Zhang, Xiang, Hospedales, Lu, CVPR 2018): two networks are trained in turn within each mini-batch, each a
/// teacher of the other. Each loss treats the other network's output as constant.
///
/// ```
/// first  ← first  − η₁ · ∂L₁(first, second) / ∂first
/// second ← second − η₂ · ∂L₂(second, first) / ∂second      with the first network as it is after its update
/// ```
///
/// The teacher of the moment runs in evaluation mode: without dropout, and with the running statistics of its batch
/// normalisation. Its targets are computed anew for every batch and never stored, since its weights change. Between an
/// artificial and a spiking network this is the two-way distillation of Liu and Yi (ISQED 2023).
///
/// @param first takes its update first
/// @param second takes its update with the first one's new weights as its teacher
public record Mutual(Learner first, Learner second) implements TrainStep {
    public Mutual {
        if (first.name().equals(second.name())) {
            throw new IllegalArgumentException("both networks are called '" + first.name()
                    + "': name them apart, since each has files of its own");
        }
        same("epochs", first.settings().epochs(), second.settings().epochs());
        same("batch", first.settings().batch(), second.settings().batch());
        same("augmentation", first.settings().augmentation(), second.settings().augmentation());
    }

    private static void same(String field, Object ofFirst, Object ofSecond) {
        if (!ofFirst.equals(ofSecond)) {
            throw new IllegalArgumentException(field + " is " + ofFirst + " for the first network and " + ofSecond
                    + " for the second: two networks that learn from each other see the same batches");
        }
    }

    @Override
    public List<Learner> learners() {
        return List.of(first, second);
    }

    @Override
    public Optional<Taps> taps(Learner learner) {
        return Optional.of(Taps.of((learner == first ? second : first).network()));
    }

    @Override
    public Map<String, TargetSource> sources(
            Task task, Map<String, TorchNetwork> networks, Progress progress, CancellationToken cancellation) {
        Map<String, TargetSource> sources = new LinkedHashMap<>();
        sources.put(first.name(), source(first, networks.get(second.name())));
        sources.put(second.name(), source(second, networks.get(first.name())));
        return sources;
    }

    private static TargetSource source(Learner learner, TorchNetwork peer) {
        NetworkTeacher teacher = new NetworkTeacher(peer, "in training");
        return learner.objective().needsTeacher()
                ? new LiveTargets(teacher, learner.targets(teacher.taps()))
                : TargetSource.none();
    }
}

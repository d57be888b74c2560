package org.spikestill.lab.train;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikestill.lab.progress.CancellationToken;
import org.spikestill.lab.progress.Progress;
import org.spikestill.lab.teacher.CachedTargets;
import org.spikestill.lab.teacher.Copies;
import org.spikestill.lab.teacher.LiveTargets;
import org.spikestill.lab.teacher.Taps;
import org.spikestill.lab.teacher.TargetSource;
import org.spikestill.lab.teacher.TargetSpec;
import org.spikestill.lab.teacher.Teacher;
import org.spikestill.lab.torch.TorchNetwork;

/// Distillation (Hinton, Vinyals, Dean, 2015): one network learns from labels and from a teacher that stays as it is.
///
/// @param teacher stays open
/// @param cache folder of its stored targets
public record Distilled(Learner learner, Teacher teacher, Path cache) implements TrainStep {
    @Override
    public List<Learner> learners() {
        return List.of(learner);
    }

    @Override
    public Optional<Taps> taps(Learner of) {
        return Optional.of(teacher.taps());
    }

    @Override
    public Map<String, TargetSource> sources(
            Task task, Map<String, TorchNetwork> networks, Progress progress, CancellationToken cancellation)
            throws IOException {
        return Map.of(learner.name(), source(task, progress, cancellation));
    }

    private TargetSource source(Task task, Progress progress, CancellationToken cancellation) throws IOException {
        if (!learner.objective().needsTeacher()) {
            return TargetSource.none();
        }
        TrainSettings settings = learner.settings();
        TargetSpec wanted = learner.targets(teacher.taps());
        int count = settings.copies(wanted, teacher.taps(), task.data().train().size());
        if (count == 0) {
            return new LiveTargets(teacher, wanted);
        }
        Copies copies = new Copies(task.data().train(), settings.augmentation(), task.seed(), count);
        return CachedTargets.open(teacher, wanted, copies, cache, task.stage(), progress, cancellation);
    }
}

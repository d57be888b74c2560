package org.spikestill.lab.train;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikestill.data.Labels;
import org.spikestill.lab.progress.CancellationToken;
import org.spikestill.lab.progress.Progress;
import org.spikestill.lab.teacher.Taps;
import org.spikestill.lab.teacher.TargetSource;
import org.spikestill.lab.torch.TorchNetwork;

/// The training step on a mini-batch: each learner in turn takes one update on its objective, with targets from its source.
public interface TrainStep {
    /// Networks that are trained, in the order of their updates, at least one. They go through the same batches: epochs,
    /// batch and augmentation of their settings agree.
    List<Learner> learners();

    /// Outputs of a learner's teacher; empty where it has none.
    Optional<Taps> taps(Learner learner);

    /// Checks, before anything is trained, that every learner fits its teacher and the labels.
    default void check(Labels labels) {
        learners().forEach(learner -> learner.check(taps(learner), labels));
    }

    /// Opens the source of targets of every learner; that of the first decides the random streams of the epochs.
    ///
    /// @param networks the learners' networks at work, by name, whose weights change from update to update
    /// @return by name of the learner; closed by the trainer
    /// @throws CancellationToken.Cancelled while targets are computed; finished ones are kept
    Map<String, TargetSource> sources(
            Task task, Map<String, TorchNetwork> networks, Progress progress, CancellationToken cancellation)
            throws IOException;
}

package org.spikestill.lab.train;

import java.io.IOException;
import java.util.Optional;
import org.spikestill.data.Batch;
import org.spikestill.lab.loss.TargetSpec;
import org.spikestill.lab.loss.Targets;
import org.spikestill.lab.progress.CancellationToken;
import org.spikestill.lab.progress.Progress;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.model.settings.Seed;

/// Brings what the teacher says of the batches of a training.
sealed interface TargetSource extends AutoCloseable permits TargetSource.Absent, LiveTargets, CachedTargets {
    /// Where an epoch's chance comes from.
    ///
    /// @param augment stream of the augmentation
    /// @param encode stream of the encoder's draws, the teacher's and the student's
    record Draws(Seed augment, Seed encode) {
        static Draws of(Seed seed) {
            return new Draws(seed.split("augment"), seed.split("encode"));
        }
    }

    /// @param seed of that epoch
    Draws draws(int epoch, Seed seed);

    /// @param keys of the encoder's draws, one per sample
    /// @param labels `[N]`
    Optional<Targets> of(Batch batch, long[] keys, Tensor labels, int epoch);

    /// Spent so far on asking the teacher and on looking up what it said.
    double seconds();

    @Override
    void close() throws IOException;

    /// The tutor that a task asks for, all its answers at hand if they are kept.
    ///
    /// @throws CancellationToken.Cancelled while the teacher is asked, if a stop was wished for; what it said is kept
    static TargetSource of(Task task, Progress progress, CancellationToken cancellation) throws IOException {
        if (!task.objective().needsTeacher()) {
            return new Absent();
        }
        Teacher teacher = task.teacher().orElseThrow();
        TargetSpec syllabus =
                TargetSpec.of(task.objective(), task.pairs(), teacher.torch().network());
        int copies = Teacher.copies(task.settings(), teacher.torch().network());
        return copies == 0
                ? new LiveTargets(teacher.torch(), syllabus, task.settings().precision())
                : CachedTargets.prepared(task, teacher, syllabus, copies, progress, cancellation);
    }

    /// For objectives that ask no teacher.
    record Absent() implements TargetSource {
        @Override
        public Draws draws(int epoch, Seed seed) {
            return Draws.of(seed);
        }

        @Override
        public Optional<Targets> of(Batch batch, long[] keys, Tensor labels, int epoch) {
            return Optional.empty();
        }

        @Override
        public double seconds() {
            return 0;
        }

        @Override
        public void close() {}
    }
}

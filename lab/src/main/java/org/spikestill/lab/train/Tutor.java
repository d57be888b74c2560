package org.spikestill.lab.train;

import java.io.IOException;
import java.util.Optional;
import org.spikestill.lab.data.Batch;
import org.spikestill.lab.loss.Syllabus;
import org.spikestill.lab.loss.Teaching;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.model.settings.Seed;

/// Brings what the teacher says of the batches of a training.
sealed interface Tutor extends AutoCloseable permits Tutor.Absent, AskingTutor, RememberingTutor {
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
    Optional<Teaching> of(Batch batch, long[] keys, Tensor labels, int epoch);

    /// Spent so far on asking the teacher and on looking up what it said.
    double seconds();

    @Override
    void close() throws IOException;

    /// The tutor that a task asks for, all its answers at hand if they are kept.
    ///
    /// @throws Interruption.Stopped while the teacher is asked, if a stop was wished for; what it said is kept
    static Tutor of(Task task, Progress progress, Interruption interruption) throws IOException {
        if (!task.objective().teacher()) {
            return new Absent();
        }
        Teacher teacher = task.teacher().orElseThrow();
        Syllabus syllabus =
                Syllabus.of(task.objective(), task.pairs(), teacher.torch().network());
        int copies = Teacher.copies(task.settings(), teacher.torch().network());
        return copies == 0
                ? new AskingTutor(teacher.torch(), syllabus, task.settings().precision())
                : RememberingTutor.prepared(task, teacher, syllabus, copies, progress, interruption);
    }

    /// For objectives that ask no teacher.
    record Absent() implements Tutor {
        @Override
        public Draws draws(int epoch, Seed seed) {
            return Draws.of(seed);
        }

        @Override
        public Optional<Teaching> of(Batch batch, long[] keys, Tensor labels, int epoch) {
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

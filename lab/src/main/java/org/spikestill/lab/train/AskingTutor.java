package org.spikestill.lab.train;

import java.util.Optional;
import org.spikestill.lab.data.Batch;
import org.spikestill.lab.loss.Syllabus;
import org.spikestill.lab.loss.Teaching;
import org.spikestill.lab.torch.Precision;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.model.settings.Seed;

/// Asks the teacher about every batch of every epoch, each augmented anew.
final class AskingTutor implements Tutor {
    private final TorchNetwork teacher;
    private final Syllabus syllabus;
    private final Precision precision;
    private long nanos;

    AskingTutor(TorchNetwork teacher, Syllabus syllabus, Precision precision) {
        this.teacher = teacher;
        this.syllabus = syllabus;
        this.precision = precision;
    }

    @Override
    public Draws draws(int epoch, Seed seed) {
        return Draws.of(seed);
    }

    @Override
    public Optional<Teaching> of(Batch batch, long[] keys, Tensor labels, int epoch) {
        long start = System.nanoTime();
        Teaching said = syllabus.ask(teacher, batch.images(), batch.size(), keys, labels, precision);
        nanos += System.nanoTime() - start;
        return Optional.of(said);
    }

    @Override
    public double seconds() {
        return nanos / 1e9;
    }

    @Override
    public void close() {}
}

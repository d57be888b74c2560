package org.spikestill.lab.train;

import java.util.Optional;
import org.spikestill.data.Batch;
import org.spikestill.lab.loss.TargetSpec;
import org.spikestill.lab.loss.Targets;
import org.spikestill.lab.torch.Precision;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.model.settings.Seed;

/// Asks the teacher about every batch of every epoch, each augmented anew.
final class LiveTargets implements TargetSource {
    private final TorchNetwork teacher;
    private final TargetSpec syllabus;
    private final Precision precision;
    private long nanos;

    LiveTargets(TorchNetwork teacher, TargetSpec syllabus, Precision precision) {
        this.teacher = teacher;
        this.syllabus = syllabus;
        this.precision = precision;
    }

    @Override
    public Draws draws(int epoch, Seed seed) {
        return Draws.of(seed);
    }

    @Override
    public Optional<Targets> of(Batch batch, long[] keys, Tensor labels, int epoch) {
        long start = System.nanoTime();
        Targets said = syllabus.ask(teacher, batch.images(), batch.size(), keys, labels, precision);
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

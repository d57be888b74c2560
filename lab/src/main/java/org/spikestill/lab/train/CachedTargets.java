package org.spikestill.lab.train;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.spikestill.data.Augmentation;
import org.spikestill.data.Batch;
import org.spikestill.data.Dataset;
import org.spikestill.data.Digests;
import org.spikestill.data.Loader;
import org.spikestill.lab.loss.TargetSpec;
import org.spikestill.lab.loss.Targets;
import org.spikestill.lab.progress.CancellationToken;
import org.spikestill.lab.progress.Pace;
import org.spikestill.lab.progress.Progress;
import org.spikestill.lab.torch.Precision;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.lab.torch.Torch;
import org.spikestill.model.settings.Seed;

/// Asks the teacher about `copies` augmented copies of every sample before the first epoch, and from then on looks
/// up what it said.
///
/// ```
/// epoch e shows copy e mod copies of each sample      augmented as (seed, copy, sample) decides
/// ```
///
/// Samples are asked about in the order of the data set, [TargetFile#CHUNK] at a time, whatever the batches of the
/// training: so an answer depends on the teacher, the data and the copy alone, and runs that differ in anything else
/// share it.
final class CachedTargets implements TargetSource {
    private final Task task;
    private final Teacher teacher;
    private final TargetSpec syllabus;
    private final List<TargetFile> copies = new ArrayList<>();
    private long nanos;

    private CachedTargets(Task task, Teacher teacher, TargetSpec syllabus) {
        this.task = task;
        this.teacher = teacher;
        this.syllabus = syllabus;
    }

    static CachedTargets prepared(
            Task task,
            Teacher teacher,
            TargetSpec syllabus,
            int copies,
            Progress progress,
            CancellationToken cancellation)
            throws IOException {
        CachedTargets tutor = new CachedTargets(task, teacher, syllabus);
        try {
            Files.createDirectories(teacher.cache());
            tutor.prepare(copies, progress, cancellation);
            return tutor;
        } catch (IOException | RuntimeException | Error e) {
            tutor.close();
            throw e;
        }
    }

    private void prepare(int count, Progress progress, CancellationToken cancellation) throws IOException {
        long start = System.nanoTime();
        Dataset data = task.data().train();
        Pace pace = new Pace(0, 1);
        for (int copy = 0; copy < count; copy++) {
            String key = key(copy);
            TargetFile answers = TargetFile.open(
                    teacher.cache().resolve(key.substring(0, 32) + Teacher.SUFFIX), key, syllabus, data.size());
            copies.add(answers);
            try (TargetFile.Turn _ = answers.turn(progress)) {
                ask(answers, copy, count, pace, progress, cancellation);
            }
            answers.map();
        }
        nanos += System.nanoTime() - start;
    }

    private void ask(
            TargetFile answers, int copy, int copies, Pace pace, Progress progress, CancellationToken cancellation)
            throws IOException {
        Dataset data = task.data().train();
        Draws draws = draws(copy);
        int chunk = answers.missing();
        pace.skip(Math.min((long) chunk * TargetFile.CHUNK, data.size()));
        int[] order = IntStream.range(0, data.size()).toArray();
        Augmentation augmentation = task.settings().augmentation();
        try (Loader loader = new Loader(
                data,
                order,
                TargetFile.CHUNK,
                Loader.Rest.KEEP,
                augmentation,
                draws.augment().value(),
                chunk)) {
            for (Batch batch : loader) {
                cancellation.throwIfCancelled("asking the teacher of the " + task.stage());
                try (Scope _ = Scope.open()) {
                    Tensor labels = Tensor.ofLabels(batch.labels(), batch.size());
                    long[] keys = Trainer.keys(draws.encode(), batch);
                    Precision precision = task.settings().precision();
                    answers.write(
                            chunk++,
                            syllabus.ask(teacher.torch(), batch.images(), batch.size(), keys, labels, precision));
                }
                long done = copy * (long) data.size() + batch.indices()[0] + batch.size();
                progress.advance(
                        pace.advance(task.stage() + ", asking the teacher", done, copies * (long) data.size()));
            }
        }
    }

    /// Names all that decides an answer.
    private String key(int copy) {
        String all = String.join(
                "\n",
                "answers 1, float16",
                "teacher " + teacher.digest(),
                "data " + task.data().train().digest(),
                "augmentation " + Augmentation.catalog().spec(task.settings().augmentation()),
                "seed " + task.seed().value() + " copy " + copy,
                "parts " + syllabus.parts() + " from products in "
                        + task.settings().precision(),
                Torch.version());
        return Digests.sha256(all.getBytes(StandardCharsets.UTF_8));
    }

    private Draws draws(int copy) {
        return Draws.of(task.seed().split("copy").split(copy));
    }

    /// A teacher whose input is drawn saw a certain draw, and the student is to see the same; otherwise the
    /// student's own draws stay new in every epoch.
    @Override
    public Draws draws(int epoch, Seed seed) {
        Draws kept = draws(epoch % copies.size());
        return teacher.torch().network().encoder().constant()
                ? new Draws(kept.augment(), Draws.of(seed).encode())
                : kept;
    }

    @Override
    public Optional<Targets> of(Batch batch, long[] keys, Tensor labels, int epoch) {
        long start = System.nanoTime();
        Targets said = copies.get(epoch % copies.size()).read(batch.indices());
        nanos += System.nanoTime() - start;
        return Optional.of(said);
    }

    @Override
    public double seconds() {
        return nanos / 1e9;
    }

    @Override
    public void close() throws IOException {
        for (TargetFile each : copies) {
            each.close();
        }
    }
}

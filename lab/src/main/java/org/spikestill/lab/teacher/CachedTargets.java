package org.spikestill.lab.teacher;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.spikestill.data.Batch;
import org.spikestill.data.Dataset;
import org.spikestill.data.Digests;
import org.spikestill.data.Loader;
import org.spikestill.lab.progress.CancellationToken;
import org.spikestill.lab.progress.Pace;
import org.spikestill.lab.progress.Progress;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.torch.Torch;
import org.spikestill.model.settings.Seed;

/// Stored targets: a teacher computes them once for each augmented copy of each sample, before the first epoch; from then on
/// they are read from files.
///
/// Samples pass in the order of the data set, [TargetFile#CHUNK] at a time, whatever the batches of the training: so a
/// target depends on the teacher, the data and the copy alone, and trainings that differ in anything else share it.
public final class CachedTargets implements TargetSource {
    private static final String SUFFIX = ".answers";

    private final Teacher teacher;
    private final TargetSpec wanted;
    private final Copies copies;
    private final String purpose;
    private final List<TargetFile> files = new ArrayList<>();
    private long nanos;

    private CachedTargets(Teacher teacher, TargetSpec wanted, Copies copies, String purpose) {
        this.teacher = teacher;
        this.wanted = wanted;
        this.copies = copies;
        this.purpose = purpose;
    }

    /// Opens the stored targets and computes those that are missing.
    ///
    /// @param teacher stays open
    /// @param folder of the files; made if it is not there
    /// @param purpose names the training in progress and errors, such as `student`
    /// @throws CancellationToken.Cancelled while the teacher is at work; finished chunks are kept
    public static CachedTargets open(
            Teacher teacher,
            TargetSpec wanted,
            Copies copies,
            Path folder,
            String purpose,
            Progress progress,
            CancellationToken cancellation)
            throws IOException {
        CachedTargets targets = new CachedTargets(teacher, wanted, copies, purpose);
        try {
            Files.createDirectories(folder);
            targets.complete(folder, progress, cancellation);
            return targets;
        } catch (IOException | RuntimeException | Error e) {
            targets.close();
            throw e;
        }
    }

    /// Size of the file of one copy of all samples.
    public static long bytes(TargetSpec wanted, int samples) {
        return TargetFile.bytes(wanted, samples);
    }

    /// Deletes a folder of stored targets, if there is one.
    public static void delete(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*" + SUFFIX)) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
            Files.delete(folder);
        }
    }

    private void complete(Path folder, Progress progress, CancellationToken cancellation) throws IOException {
        long start = System.nanoTime();
        Pace pace = new Pace(0, 1);
        for (int copy = 0; copy < copies.count(); copy++) {
            String key = key(copy);
            Path path = folder.resolve(key.substring(0, 32) + SUFFIX);
            TargetFile file =
                    TargetFile.open(path, key, wanted, copies.samples().size());
            files.add(file);
            try (TargetFile.Turn _ = file.turn(progress)) {
                fill(file, copy, pace, progress, cancellation);
            }
            file.map();
        }
        nanos += System.nanoTime() - start;
    }

    private void fill(TargetFile file, int copy, Pace pace, Progress progress, CancellationToken cancellation)
            throws IOException {
        Dataset samples = copies.samples();
        Draws draws = copies.draws(copy);
        int chunk = file.missing();
        pace.skip(Math.min((long) chunk * TargetFile.CHUNK, samples.size()));
        try (Loader loader = loader(draws, chunk)) {
            for (Batch batch : loader) {
                cancellation.throwIfCancelled("computing the targets of the " + purpose);
                try (Scope _ = Scope.open()) {
                    file.write(chunk++, teacher.targets(batch, draws.keys(batch), wanted));
                }
                long done = copy * (long) samples.size() + batch.indices()[0] + batch.size();
                progress.advance(pace.advance(
                        purpose + ", targets of the teacher", done, copies.count() * (long) samples.size()));
            }
        }
    }

    private Loader loader(Draws draws, int firstChunk) {
        int[] order = IntStream.range(0, copies.samples().size()).toArray();
        return new Loader(
                copies.samples(),
                order,
                TargetFile.CHUNK,
                Loader.Rest.KEEP,
                copies.augmentation(),
                draws.augment().value(),
                firstChunk);
    }

    /// Names all that decides the targets of a copy.
    private String key(int copy) {
        String all = String.join(
                "\n",
                "answers 1, float16",
                "teacher " + teacher.digest(),
                copies.key(copy),
                wanted.key(),
                Torch.version());
        return Digests.sha256(all.getBytes(StandardCharsets.UTF_8));
    }

    /// A teacher whose input is drawn saw a certain draw, and the student has to see the same; otherwise the student's own
    /// draws stay new in every epoch.
    @Override
    public Draws draws(int epoch, Seed seed) {
        Draws stored = copies.draws(epoch % copies.count());
        return teacher.taps().randomInput()
                ? stored
                : new Draws(stored.augment(), Draws.of(seed).encode());
    }

    @Override
    public Optional<Targets> of(Batch batch, long[] keys, int epoch) {
        long start = System.nanoTime();
        Targets stored = files.get(epoch % copies.count()).read(batch.indices());
        nanos += System.nanoTime() - start;
        return Optional.of(stored);
    }

    @Override
    public double seconds() {
        return nanos / 1e9;
    }

    @Override
    public void close() throws IOException {
        for (TargetFile each : files) {
            each.close();
        }
    }
}

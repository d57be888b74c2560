package org.spikestill.bench.fuzz;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikestill.data.Batch;
import org.spikestill.data.Dataset;
import org.spikestill.data.Loader;
import org.spikestill.data.None;
import org.spikestill.data.Strokes;
import org.spikestill.lab.progress.CancellationToken;
import org.spikestill.lab.progress.Progress;
import org.spikestill.lab.teacher.CachedTargets;
import org.spikestill.lab.teacher.Copies;
import org.spikestill.lab.teacher.Taps;
import org.spikestill.lab.teacher.TargetSpec;
import org.spikestill.lab.teacher.Targets;
import org.spikestill.lab.teacher.Teacher;
import org.spikestill.lab.torch.Precision;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.train.Checkpoint;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.Shape;
import org.spikestill.model.file.Tensors;
import org.spikestill.model.settings.Seed;

/// Readers of the files that a training leaves for its continuation.
final class TrainingTargets {
    private static final int SAMPLES = 40;
    private static final int CLASSES = 10;

    private static final String STATE = """
            {"epoch": 1, "batch": 2, "steps": 9, "best": null, "seconds": 1.5,
            "sums": {"samples": 32, "loss": 1.25, "terms": {"cross-entropy": 1.25}, "score": {"numerator": 3.0, "denominator": 32.0}}}
            """;

    private final Path folder;

    TrainingTargets(Path folder) {
        this.folder = folder;
    }

    List<Target> all() throws IOException {
        return List.of(checkpoint(), storedTargets());
    }

    /// Damage to names and texts of a checkpoint, under a digest that fits.
    private Target checkpoint() {
        Block block = Block.filled(Shape.of(2), 0.5f);
        Path file = folder.resolve("damaged.checkpoint");
        byte[] good = ("student/current/fc.weight\nstudent\n" + STATE).getBytes(StandardCharsets.UTF_8);
        return new Target("checkpoint", () -> good, damaged -> {
            String[] texts = new String(damaged, StandardCharsets.UTF_8).split("\n", 3);
            Map<String, String> metadata = new HashMap<>();
            if (texts.length > 1) {
                metadata.put("stage", texts[1]);
            }
            if (texts.length > 2) {
                metadata.put("state", texts[2]);
            }
            new Tensors(Map.of(texts[0], block, "student/best/fc.weight", block), metadata).write(file);
            Checkpoint.of(Tensors.read(file, Arena.ofAuto()));
        });
    }

    /// A teacher whose logits are numbers of samples, and which counts its batches.
    private static final class Counting implements Teacher {
        private int batches;

        @Override
        public String digest() {
            return "counting";
        }

        @Override
        public Taps taps() {
            return new Taps(Shape.of(1, 16, 16), Shape.of(CLASSES), 1, false, Map.of());
        }

        @Override
        public Targets targets(Batch batch, long[] keys, TargetSpec wanted) {
            batches++;
            Targets.Part logits = Targets.Part.of(Targets.Kind.LOGITS);
            return new Targets(Map.of(logits, Targets.ofSamples(logits, Shape.of(CLASSES), values(batch.indices()))));
        }

        @Override
        public void close() {
            // holds nothing
        }
    }

    private static float[] values(int[] indices) {
        float[] values = new float[indices.length * CLASSES];
        for (int i = 0; i < values.length; i++) {
            values[i] = indices[i / CLASSES] + i % CLASSES;
        }
        return values;
    }

    /// Stored targets of a teacher: those that are damaged are computed again, which counts as refused here, and all that are read are right.
    private Target storedTargets() throws IOException {
        Dataset samples = new Strokes(SAMPLES, 20, 16, 1).open(Optional.empty()).train();
        Copies copies = new Copies(samples, new None(), Seed.of(1), 1);
        Path cache = Files.createDirectories(folder.resolve("cache"));
        Counting teacher = new Counting();
        open(teacher, copies, cache).close();
        Path file;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(cache)) {
            file = files.iterator().next();
        }
        byte[] good = Files.readAllBytes(file);
        return new Target("stored targets", () -> good, damaged -> {
            Files.write(file, damaged);
            int before = teacher.batches;
            try (CachedTargets stored = open(teacher, copies, cache)) {
                requireRight(stored, samples);
            }
            if (teacher.batches > before) {
                throw new InvalidFile(file, "is damaged: its targets were computed again");
            }
        });
    }

    private static CachedTargets open(Teacher teacher, Copies copies, Path cache) throws IOException {
        TargetSpec wanted =
                TargetSpec.of(List.of(Targets.Part.of(Targets.Kind.LOGITS)), teacher.taps(), Precision.FLOAT32);
        return CachedTargets.open(
                teacher, wanted, copies, cache, "student", Progress.silent(), new CancellationToken());
    }

    private static void requireRight(CachedTargets stored, Dataset samples) {
        try (Loader loader = Loader.inOrder(samples, SAMPLES);
                Scope _ = Scope.open()) {
            for (Batch batch : loader) {
                float[] found = stored.of(batch, new long[SAMPLES], 0)
                        .orElseThrow()
                        .bySample(Targets.Part.of(Targets.Kind.LOGITS));
                if (!Arrays.equals(found, values(batch.indices()))) {
                    throw new IllegalStateException("damaged targets were read as if they were right");
                }
            }
        }
    }
}

package org.spikestill.lab.train;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.spikestill.data.None;
import org.spikestill.lab.loss.LayerPair;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.loss.TargetSpec;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.model.Network;
import org.spikestill.model.settings.InvalidSettings;

/// Whom a network learns from.
///
/// @param torch not changed
/// @param digest of its file: tells teachers apart
/// @param cache folder where its answers are kept
public record Teacher(TorchNetwork torch, String digest, Path cache) {
    static final String SUFFIX = ".answers";

    /// Finds out, before anything is trained, whether a teacher's answers fit the cache.
    ///
    /// @param field that holds the training's settings
    /// @param pairs layers that match
    /// @param samples of the training data
    /// @throws InvalidSettings naming the size, the bound and the way out
    public static void check(
            String field,
            TrainSettings settings,
            Objective objective,
            List<LayerPair> pairs,
            Network teacher,
            int samples) {
        int copies = copies(settings, teacher);
        long each = TargetFile.bytes(TargetSpec.of(objective, pairs, teacher), samples);
        long bound = settings.cacheMegabytes() * 1_000_000L;
        if (copies * each > bound) {
            long fitting = bound / each;
            throw new InvalidSettings(
                    "%s.augmentedCopies is %d: what the teacher says of %d copies of %,d samples takes %,d MB, and %s.cacheMegabytes is %,d: set %s or raise the bound"
                            .formatted(
                                    field,
                                    settings.augmentedCopies(),
                                    copies,
                                    samples,
                                    Math.ceilDiv(copies * each, 1_000_000L),
                                    field,
                                    settings.cacheMegabytes(),
                                    fitting > 0
                                            ? "augmentedCopies to at most " + fitting
                                            : "augmentedCopies to 0, which keeps nothing,"));
        }
    }

    /// Deletes a folder of answers, if there is one.
    public static void forget(Path cache) throws IOException {
        if (Files.isDirectory(cache)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(cache, "*" + SUFFIX)) {
                for (Path file : files) {
                    Files.delete(file);
                }
            }
            Files.delete(cache);
        }
    }

    /// Copies of each sample that a training goes through; 0 if it draws new ones in every epoch. One will do where
    /// all are the same.
    static int copies(TrainSettings settings, Network teacher) {
        boolean same =
                settings.augmentation() instanceof None && teacher.encoder().constant();
        return Math.min(same ? 1 : settings.epochs(), settings.augmentedCopies());
    }
}

package org.spikestill.lab.train;

import static org.spikestill.model.Check.count;
import static org.spikestill.model.Check.within;

import java.util.Optional;
import org.spikestill.data.Augmentation;
import org.spikestill.data.None;
import org.spikestill.lab.teacher.CachedTargets;
import org.spikestill.lab.teacher.Copies;
import org.spikestill.lab.teacher.Taps;
import org.spikestill.lab.teacher.TargetSpec;
import org.spikestill.lab.torch.Adam;
import org.spikestill.lab.torch.Gradient;
import org.spikestill.lab.torch.Optimizer;
import org.spikestill.lab.torch.Precision;
import org.spikestill.model.settings.Formerly;
import org.spikestill.model.settings.InvalidSettings;

/// Settings of the training of one network.
///
/// @param epochs passes over the training data, 1 to 10000
/// @param batch samples per update, 1 to 4096
/// @param dropout rate of the network's dropout layers, in [0, 1)
/// @param gradient of a spiking network: through time, through time with currents computed again instead of kept, or
///     through firing rates
/// @param augmentedCopies augmented copies of each sample that a training with a teacher goes through, one per epoch in
///     turn, 0 to 1000; the teacher's targets for each are computed once and stored. 0 draws new copies, and computes
///     new targets, in every epoch, and so does the default where the targets of all epochs exceed cacheMegabytes; without a
///     teacher copies are always new
/// @param cacheMegabytes bound on the stored targets, in 10⁶ bytes, ≥ 1
/// @param precision of convolutions and of the spikes between them; weights, membranes and losses are always float32
@Formerly(was = "variants", now = "augmentedCopies")
public record TrainSettings(
        int epochs,
        int batch,
        float dropout,
        Optimizer optimizer,
        Schedule schedule,
        Augmentation augmentation,
        int augmentedCopies,
        int cacheMegabytes,
        Gradient gradient,
        Precision precision) {
    /// As many as epochs: a taught network then sees as many different copies as an untaught one.
    public static final int AUGMENTED_COPIES = 1000;

    /// Room for three maps of 32×32, 16×16 and 8×8 and the logits of 30 copies of CIFAR's 45 000 training images.
    public static final int CACHE_MEGABYTES = 4000;

    public TrainSettings {
        within("epochs", epochs, 1, 10_000);
        within("batch", batch, 1, 4096);
        within("dropout", dropout, 0, 0.99f);
        within("augmentedCopies", augmentedCopies, 0, 1000);
        count("cacheMegabytes", cacheMegabytes);
    }

    public TrainSettings() {
        this(
                10,
                64,
                0,
                new Adam(),
                new Cosine(),
                new None(),
                AUGMENTED_COPIES,
                CACHE_MEGABYTES,
                Gradient.BPTT,
                Precision.FLOAT32);
    }

    /// Augmented copies of each sample that a training with this teacher goes through; 0 if every epoch draws new ones. Without a
    /// number of their own they are as many as epochs while their targets fit the cache.
    ///
    /// @param wanted targets that the losses read
    /// @param samples of the training data
    public int copies(TargetSpec wanted, Taps teacher, int samples) {
        int copies = Copies.count(epochs, augmentedCopies, augmentation, teacher.randomInput());
        return augmentedCopies == AUGMENTED_COPIES && copies > fitting(wanted, samples) ? 0 : copies;
    }

    /// Copies whose targets fit the cache.
    private long fitting(TargetSpec wanted, int samples) {
        return cacheMegabytes * 1_000_000L / CachedTargets.bytes(wanted, samples);
    }

    /// The reason for a teacher at work on every batch, where nobody chose that.
    ///
    /// @param wanted targets that the losses read
    /// @param samples of the training data
    public Optional<String> uncached(TargetSpec wanted, Taps teacher, int samples) {
        if (augmentedCopies == 0 || wanted.isEmpty() || copies(wanted, teacher, samples) > 0) {
            return Optional.empty();
        }
        return Optional.of(
                "the teacher computes its targets anew on every batch: those of %d epochs would take %,d MB, and cacheMegabytes is %,d"
                        .formatted(epochs, megabytes(epochs, wanted, samples), cacheMegabytes));
    }

    private static long megabytes(int copies, TargetSpec wanted, int samples) {
        return Math.ceilDiv(copies * CachedTargets.bytes(wanted, samples), 1_000_000L);
    }

    /// Checks, before anything is trained, that the stored targets of a teacher fit the cache.
    ///
    /// @param field that holds these settings, for the error
    /// @param wanted targets that the losses read
    /// @param samples of the training data
    /// @throws InvalidSettings naming the size, the bound and the way out
    public void checkCache(String field, TargetSpec wanted, Taps teacher, int samples) {
        int copies = copies(wanted, teacher, samples);
        long fitting = fitting(wanted, samples);
        if (copies > fitting) {
            throw new InvalidSettings(
                    "%s.augmentedCopies is %d: the teacher's targets for %d copies of %,d samples take %,d MB, and %s.cacheMegabytes is %,d: set %s or raise the bound"
                            .formatted(
                                    field,
                                    augmentedCopies,
                                    copies,
                                    samples,
                                    megabytes(copies, wanted, samples),
                                    field,
                                    cacheMegabytes,
                                    fitting > 0
                                            ? "augmentedCopies to at most " + fitting
                                            : "augmentedCopies to 0, which stores nothing,"));
        }
    }

    public TrainSettings withEpochs(int value) {
        return new TrainSettings(
                value,
                batch,
                dropout,
                optimizer,
                schedule,
                augmentation,
                augmentedCopies,
                cacheMegabytes,
                gradient,
                precision);
    }

    public TrainSettings with(Optimizer value) {
        return new TrainSettings(
                epochs,
                batch,
                dropout,
                value,
                schedule,
                augmentation,
                augmentedCopies,
                cacheMegabytes,
                gradient,
                precision);
    }

    public TrainSettings withAugmentedCopies(int value) {
        return new TrainSettings(
                epochs, batch, dropout, optimizer, schedule, augmentation, value, cacheMegabytes, gradient, precision);
    }
}

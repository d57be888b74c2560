package org.spikestill.lab.train;

import static org.spikestill.model.Check.count;
import static org.spikestill.model.Check.within;

import org.spikestill.data.Augmentation;
import org.spikestill.data.None;
import org.spikestill.lab.torch.Adam;
import org.spikestill.lab.torch.Gradient;
import org.spikestill.lab.torch.Optimizer;
import org.spikestill.lab.torch.Precision;
import org.spikestill.model.settings.Formerly;

/// How one network is trained.
///
/// @param epochs passes over the training data, 1 to 10000
/// @param batch samples per update, 1 to 4096
/// @param dropout rate of the network's dropout layers, in [0, 1)
/// @param gradient of a spiking network: through time, through time with currents computed again instead of kept, or
///     through firing rates
/// @param augmentedCopies augmented copies of each sample that a training with a teacher goes through, one per epoch in
///     turn, 0 to 1000; the teacher is asked about each once and its answers are kept. 0 draws new ones, and asks,
///     in every epoch, as is always done without a teacher
/// @param cacheMegabytes most that the answers may take on disk, in 10⁶ bytes, ≥ 1
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
    /// As varied as new copies for up to 8 epochs, an eighth of the teacher's time in 64.
    public static final int AUGMENTED_COPIES = 8;

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

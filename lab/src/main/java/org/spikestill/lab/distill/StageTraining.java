package org.spikestill.lab.distill;

import java.util.Optional;
import org.spikestill.data.Augmentation;
import org.spikestill.data.None;
import org.spikestill.lab.torch.Gradient;
import org.spikestill.lab.torch.Optimizer;
import org.spikestill.lab.torch.Precision;
import org.spikestill.lab.train.Schedule;
import org.spikestill.lab.train.TrainSettings;
import org.spikestill.model.settings.Formerly;

/// Settings of the training of one network of a distillation. Default epochs of teacher, ANN and training
/// through time: 3, 5 and 4 from 20,000 training samples on; below, as many as make 2,000, 6,000 and 300 updates.
///
/// @param epochs passes over the training data, 1 to 10000; left out, what suits the data
/// @param batch samples per update, 1 to 4096; left out, 64, of fewer samples a quarter
/// @param dropout rate of the network's dropout layers, in [0, 1)
/// @param gradient of a spiking network: through time, through time with currents computed again instead of kept, or
///     through firing rates
/// @param augmentation of the training samples; left out, slight turns, shifts and scales, and, where epochs are left out too, mixtures
///     of those below 20,000 training samples
/// @param augmentedCopies augmented copies of each sample that a training with a teacher goes through, one per epoch in
///     turn, 0 to 1000; the teacher's targets for each are computed once and stored. 0 draws new copies, and computes
///     new targets, in every epoch, and so does the default where the targets of all epochs exceed cacheMegabytes; without a
///     teacher copies are always new
/// @param cacheMegabytes bound on the stored targets, in 10⁶ bytes, ≥ 1
/// @param precision of convolutions and of the spikes between them; weights, membranes and losses are always float32
@Formerly(was = "variants", now = "augmentedCopies")
public record StageTraining(
        Optional<Integer> epochs,
        Optional<Integer> batch,
        float dropout,
        Optimizer optimizer,
        Schedule schedule,
        Optional<Augmentation> augmentation,
        int augmentedCopies,
        int cacheMegabytes,
        Gradient gradient,
        Precision precision) {
    public StageTraining {
        new TrainSettings( // for the check of bounds
                epochs.orElse(1),
                batch.orElse(1),
                dropout,
                optimizer,
                schedule,
                augmentation.orElseGet(None::new),
                augmentedCopies,
                cacheMegabytes,
                gradient,
                precision);
    }

    /// The training with nothing left out.
    ///
    /// @param chosenEpochs where none are named
    /// @param chosenBatch where none is named
    /// @param chosenAugmentation where none is named
    TrainSettings with(int chosenEpochs, int chosenBatch, Augmentation chosenAugmentation) {
        return new TrainSettings(
                epochs.orElse(chosenEpochs),
                batch.orElse(chosenBatch),
                dropout,
                optimizer,
                schedule,
                augmentation.orElse(chosenAugmentation),
                augmentedCopies,
                cacheMegabytes,
                gradient,
                precision);
    }
}

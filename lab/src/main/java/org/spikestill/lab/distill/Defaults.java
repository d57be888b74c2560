package org.spikestill.lab.distill;

import org.spikestill.data.Affine;
import org.spikestill.data.DataSplits;
import org.spikestill.lab.torch.Adam;
import org.spikestill.lab.torch.Gradient;
import org.spikestill.lab.torch.Precision;
import org.spikestill.lab.train.Cosine;
import org.spikestill.lab.train.TrainSettings;

/// Trainings of the default run, which fits into minutes on two cores.
final class Defaults {
    static final Gradient BPTT = Gradient.BPTT;
    static final Gradient RATE_BASED = Gradient.RATE_BASED;

    /// Updates that a training takes at the least, unless its settings say how many epochs.
    private static final int LEAST_UPDATES = 300;

    private Defaults() {}

    /// The shipped settings with more epochs where the data are few; settings of a person's own stay as they are.
    static TrainSettings lasting(TrainSettings settings, TrainSettings shipped, DataSplits data) {
        int updates = Math.max(1, data.train().size() / settings.batch());
        int least = Math.ceilDiv(LEAST_UPDATES, updates);
        return settings.equals(shipped) && settings.epochs() < least ? settings.withEpochs(least) : settings;
    }

    static TrainSettings training(int epochs, float dropout, float learningRate, Gradient gradient) {
        Affine slight = new Affine(6, 1, 0.06f);
        return new TrainSettings(
                epochs,
                64,
                dropout,
                new Adam().withLearningRate(learningRate),
                new Cosine(0, 0.05f),
                slight,
                TrainSettings.AUGMENTED_COPIES,
                TrainSettings.CACHE_MEGABYTES,
                gradient,
                Precision.FLOAT32);
    }
}

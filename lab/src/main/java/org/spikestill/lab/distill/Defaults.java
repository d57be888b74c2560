package org.spikestill.lab.distill;

import org.spikestill.data.Affine;
import org.spikestill.lab.torch.Adam;
import org.spikestill.lab.torch.Gradient;
import org.spikestill.lab.torch.Precision;
import org.spikestill.lab.train.Cosine;
import org.spikestill.lab.train.TrainSettings;

/// Trainings of the default run, which fits into minutes on two cores.
final class Defaults {
    static final Gradient BPTT = Gradient.BPTT;
    static final Gradient RATE_BASED = Gradient.RATE_BASED;

    private Defaults() {}

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

package org.spikestill.lab.distill;

import org.spikestill.data.Affine;
import org.spikestill.data.Cutmix;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Mixing;
import org.spikestill.data.Mixup;
import org.spikestill.lab.loss.Objective;
import org.spikestill.lab.torch.Adam;
import org.spikestill.lab.torch.Gradient;
import org.spikestill.lab.torch.Precision;
import org.spikestill.lab.train.Cosine;
import org.spikestill.lab.train.TrainSettings;

/// Trainings of the default run, which fits into minutes on two cores.
final class Defaults {
    static final Gradient BPTT = Gradient.BPTT;
    static final Gradient RATE_BASED = Gradient.RATE_BASED;

    /// Bound of few training samples, below which five epochs undertrain a network and many overfit it: mixtures and longer trainings
    /// bring 5 points at fifty a class of ten, and 15 at 450 (docs/results.md).
    private static final int FEW = 20_000;

    private static final int UPDATES_OF_A_TEACHER = 2000;

    /// A small ANN learns from mixtures for longer than a teacher: at fifty samples a class, 6,000 updates in place of 2,000 bring its student 0.9
    /// points without a teacher, and 2.5 with one (docs/results.md).
    private static final int UPDATES_OF_AN_ANN = 6000;

    /// No gain from 1,050 updates in place of 350, since the start is a trained network (docs/results.md).
    private static final int UPDATES_THROUGH_TIME = 300;

    private Defaults() {}

    /// The shipped settings of a teacher, for these data: few samples are averaged in pairs, and seen more often. Settings of a person's own
    /// stay as they are.
    static TrainSettings ofTeacher(
            TrainSettings settings, TrainSettings shipped, Objective objective, DataSplits data) {
        return adapted(settings, shipped, objective, data, UPDATES_OF_A_TEACHER, new Mixup(shipped.augmentation(), 1));
    }

    /// The shipped settings of an intermediate ANN.
    static TrainSettings ofAnn(TrainSettings settings, TrainSettings shipped, Objective objective, DataSplits data) {
        return adapted(settings, shipped, objective, data, UPDATES_OF_AN_ANN, mixtures(shipped, data));
    }

    /// The shipped settings of a training through time, which goes on from a trained network.
    static TrainSettings ofStudent(
            TrainSettings settings, TrainSettings shipped, Objective objective, DataSplits data) {
        return adapted(settings, shipped, objective, data, UPDATES_THROUGH_TIME, mixtures(shipped, data));
    }

    /// @param updates at the least
    /// @param mixing of the samples
    private static TrainSettings adapted(
            TrainSettings settings,
            TrainSettings shipped,
            Objective objective,
            DataSplits data,
            int updates,
            Mixing mixing) {
        if (!settings.equals(shipped) || data.train().size() >= FEW) {
            return settings;
        }
        int epochs = Math.ceilDiv(updates, Math.max(1, data.train().size() / settings.batch()));
        TrainSettings longer = settings.epochs() < epochs ? settings.withEpochs(epochs) : settings;
        boolean mixes = objective.terms().stream().allMatch(term -> term.loss().readsMixtures());
        return mixes ? longer.withAugmentation(mixing) : longer;
    }

    /// Pictures lend each other a part, which serves small networks better than means do (docs/results.md); vectors, whose neighbouring values
    /// need not belong together, are averaged.
    private static Mixing mixtures(TrainSettings shipped, DataSplits data) {
        return data.train().sample().isImage()
                ? new Cutmix(shipped.augmentation(), 1)
                : new Mixup(shipped.augmentation(), 1);
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

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

    /// Training samples below which an artificial network overfits before it has learned: mixtures and longer trainings bring 5 points at fifty
    /// a class of ten, and 15 at 450 (docs/results.md).
    private static final int FEW = 5000;

    private static final Updates OF_A_TEACHER = new Updates(2000, 1000);

    /// A small ANN learns from mixtures for longer than a teacher: at fifty samples a class, 6,000 updates in place of 2,000 bring its student 0.9
    /// points without a teacher, and 2.5 with one (docs/results.md).
    private static final Updates OF_AN_ANN = new Updates(6000, 1500);

    private static final Updates THROUGH_TIME = new Updates(300, 300);

    /// Updates that a training takes at the least, unless its settings say how many epochs: five epochs of some thousand samples are over before
    /// a network has learned.
    private record Updates(int ofFew, int ofMany) {}

    private Defaults() {}

    /// The shipped settings of a teacher, for these data: few samples are averaged in pairs, and seen more often. Settings of a person's own
    /// stay as they are.
    static TrainSettings ofTeacher(
            TrainSettings settings, TrainSettings shipped, Objective objective, DataSplits data) {
        return adapted(settings, shipped, objective, data, OF_A_TEACHER, new Mixup(shipped.augmentation(), 1));
    }

    /// The shipped settings of an intermediate ANN.
    static TrainSettings ofAnn(TrainSettings settings, TrainSettings shipped, Objective objective, DataSplits data) {
        return adapted(settings, shipped, objective, data, OF_AN_ANN, mixtures(shipped, data));
    }

    /// The shipped settings of a training through time, which goes on from a trained network.
    static TrainSettings ofStudent(
            TrainSettings settings, TrainSettings shipped, Objective objective, DataSplits data) {
        return adapted(settings, shipped, objective, data, THROUGH_TIME, mixtures(shipped, data));
    }

    /// @param ofFew mixtures of few samples
    private static TrainSettings adapted(
            TrainSettings settings,
            TrainSettings shipped,
            Objective objective,
            DataSplits data,
            Updates least,
            Mixing ofFew) {
        if (!settings.equals(shipped)) {
            return settings;
        }
        boolean few = data.train().size() < FEW;
        int updates = Math.max(1, data.train().size() / settings.batch());
        int epochs = Math.ceilDiv(few ? least.ofFew() : least.ofMany(), updates);
        TrainSettings longer = settings.epochs() < epochs ? settings.withEpochs(epochs) : settings;
        boolean mixes = objective.terms().stream().allMatch(term -> term.loss().readsMixtures());
        return few && mixes ? longer.withAugmentation(ofFew) : longer;
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

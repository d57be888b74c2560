package org.spikestill.lab.distill;

import java.util.List;
import java.util.Optional;
import org.spikestill.data.Affine;
import org.spikestill.data.Augmentation;
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
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.architecture.Architecture;
import org.spikestill.model.architecture.Architecture.Form;

/// Trainings and architectures that suit the data. The default run fits into minutes on two cores.
final class Defaults {
    static final Gradient BPTT = Gradient.BPTT;
    static final Gradient RATE_BASED = Gradient.RATE_BASED;

    /// Bound of few training samples, below which five epochs undertrain a network and many overfit it: mixtures and longer trainings
    /// bring 5 points at fifty a class of ten, and 15 at 450 (docs/results.md).
    private static final int FEW = 20_000;

    private static final int BATCH = 64;

    /// Random rotation, shift and scale, too small to change the class of a sample.
    private static final Augmentation SLIGHT = new Affine(6, 1, 0.06f);

    private static final Amount TEACHER = new Amount(3, 2000);

    /// A small ANN learns from mixtures for longer than a teacher: at fifty samples a class, 6,000 updates in place of 2,000 bring its student 0.9
    /// points without a teacher, and 2.5 with one (docs/results.md).
    private static final Amount ANN = new Amount(5, 6000);

    /// No gain from 1,050 updates in place of 350, since the start is a trained network (docs/results.md).
    private static final Amount THROUGH_TIME = new Amount(4, 300);

    private Defaults() {}

    /// Length of a training.
    ///
    /// @param epochs at the least
    /// @param updates at the least, of few samples
    private record Amount(int epochs, int updates) {
        int epochs(int samples, int batch) {
            return samples < FEW ? Math.max(epochs, Math.ceilDiv(updates, Math.max(1, samples / batch))) : epochs;
        }
    }

    /// Training of a teacher with the defaults for these data: means of two samples and more epochs where they are few, against overfitting.
    static TrainSettings ofTeacher(StageTraining training, Objective objective, DataSplits data) {
        return suited(training, TEACHER, new Mixup(SLIGHT, 1), objective, data);
    }

    /// The training of an intermediate ANN.
    static TrainSettings ofAnn(StageTraining training, Objective objective, DataSplits data) {
        return suited(training, ANN, mixtures(data), objective, data);
    }

    /// A training through time, which goes on from a trained network.
    static TrainSettings ofStudent(StageTraining training, Objective objective, DataSplits data) {
        return suited(training, THROUGH_TIME, mixtures(data), objective, data);
    }

    /// No mixtures under named epochs: these may be few, and mixtures need long trainings.
    private static TrainSettings suited(
            StageTraining training, Amount amount, Mixing mixtures, Objective objective, DataSplits data) {
        int samples = data.train().size();
        boolean mixed = samples < FEW
                && training.epochs().isEmpty()
                && objective.terms().stream().allMatch(term -> term.loss().readsMixtures());
        int batch = training.batch().orElse(samples < BATCH ? Math.max(1, samples / 4) : BATCH);
        return training.with(amount.epochs(samples, batch), batch, mixed ? mixtures : SLIGHT);
    }

    /// Pictures lend each other a part, which serves small networks better than means do (docs/results.md); vectors, whose neighbouring values
    /// need not belong together, are averaged.
    private static Mixing mixtures(DataSplits data) {
        return data.train().sample().isImage() ? new Cutmix(SLIGHT, 1) : new Mixup(SLIGHT, 1);
    }

    /// The first architecture that takes these samples; the last where none does, which says why.
    static Architecture fitting(List<Architecture> usual, DataSplits data) {
        return usual.stream().filter(each -> takes(each, data)).findFirst().orElse(usual.getLast());
    }

    private static boolean takes(Architecture architecture, DataSplits data) {
        try {
            architecture.network(data.train().sample(), data.train().classes(), Form.teacher(0));
            return true;
        } catch (InvalidNetwork _) {
            return false;
        }
    }

    static StageTraining training(float dropout, float learningRate, Gradient gradient) {
        return new StageTraining(
                Optional.empty(),
                Optional.empty(),
                dropout,
                new Adam().withLearningRate(learningRate),
                new Cosine(0, 0.05f),
                Optional.empty(),
                TrainSettings.AUGMENTED_COPIES,
                TrainSettings.CACHE_MEGABYTES,
                gradient,
                Precision.FLOAT32);
    }
}

package org.spikestill.lab.train;

import org.spikestill.data.Batch;
import org.spikestill.data.DataSplits;
import org.spikestill.data.Labels;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.model.settings.Catalog;
import org.spikestill.report.result.Metric;

/// The measure by which the best epoch is chosen on the validation split.
public interface Score {
    /// Validation samples below which the last epoch is taken: at an accuracy of 80 % the standard error of 200 samples is 2.8 points,
    /// more than one epoch differs from the next, so that the best of many is the luckiest.
    int FEWEST_TO_CHOOSE_BY = 200;

    static Catalog<Score> catalog() {
        return Scores.CATALOG;
    }

    /// The usual score: accuracy for classes, relative squared error for values, agreement with the teacher without labels.
    static Score of(Labels labels) {
        return switch (labels.kind()) {
            case CLASSES, SOME_CLASSES -> new Accuracy();
            case VALUES -> new RelativeSquaredError();
            case NONE -> new Agreement();
        };
    }

    /// The usual score of a training on these data; the last epoch where few samples are held out.
    static Score of(DataSplits data) {
        Score usual = of(data.train().labels());
        return choosesLast(data) ? new LastEpoch(usual) : usual;
    }

    /// Whether too few samples are held out to tell epochs apart.
    static boolean choosesLast(DataSplits data) {
        return data.validation().size() < FEWEST_TO_CHOOSE_BY
                && data.train().labels().kind() != Labels.Kind.VALUES;
    }

    Metric metric();

    /// Kind of labels that it reads.
    Labels.Kind labels();

    /// Whether it can be computed from labels of a kind.
    default boolean reads(Labels.Kind kind) {
        return labels() == kind;
    }

    /// The value on one batch, as sums over its samples.
    ///
    /// @param outputs read-out after the last tick `[N, K]`
    Ratio of(Tensor outputs, Batch batch);

    /// The mean loss on one batch, which is reported beside the value.
    ///
    /// @param outputs read-out after the last tick `[N, K]`
    double loss(Tensor outputs, Batch batch);

    /// Whether an epoch takes the place of the best one before it. At a tie it must not: then the earlier one stays.
    boolean better(Validation candidate, Validation best);
}

package org.spikestill.lab.train;

import org.spikestill.data.Batch;
import org.spikestill.data.Labels;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.model.settings.Catalog;
import org.spikestill.report.result.Metric;

/// The measure by which the best epoch is chosen on the validation split.
public interface Score {
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

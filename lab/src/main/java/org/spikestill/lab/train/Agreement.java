package org.spikestill.lab.train;

import org.spikestill.data.Batch;
import org.spikestill.data.Labels;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.report.result.Metric;

/// The share of samples without labels whose class is predicted as the teacher predicts it: higher is better, then the lower
/// cross-entropy with the teacher's predictions, then the earlier epoch. It bounds no accuracy: where the teacher errs, so does
/// a student that agrees.
public record Agreement() implements Score {
    private static final Metric METRIC = new Metric("agreement", Metric.Unit.SHARE);

    private static final Accuracy OF_PREDICTIONS = new Accuracy();

    @Override
    public Metric metric() {
        return METRIC;
    }

    @Override
    public Labels.Kind labels() {
        return Labels.Kind.NONE;
    }

    @Override
    public Ratio of(Tensor outputs, Batch batch) {
        return OF_PREDICTIONS.of(outputs, batch);
    }

    @Override
    public double loss(Tensor outputs, Batch batch) {
        return OF_PREDICTIONS.loss(outputs, batch);
    }

    @Override
    public boolean better(Validation candidate, Validation best) {
        return OF_PREDICTIONS.better(candidate, best);
    }
}

package org.spikestill.lab.train;

import org.spikestill.data.Batch;
import org.spikestill.data.Labels;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.report.result.Metric;

/// The last epoch, whatever its result: for trainings that give up accuracy for something else, such as synapses.
///
/// @param measured value that is reported
public record LastEpoch(Score measured) implements Score {
    @Override
    public Metric metric() {
        return measured.metric();
    }

    @Override
    public Labels.Kind labels() {
        return measured.labels();
    }

    @Override
    public boolean reads(Labels.Kind kind) {
        return measured.reads(kind);
    }

    @Override
    public Ratio of(Tensor outputs, Batch batch) {
        return measured.of(outputs, batch);
    }

    @Override
    public double loss(Tensor outputs, Batch batch) {
        return measured.loss(outputs, batch);
    }

    @Override
    public boolean better(Validation candidate, Validation best) {
        return true;
    }
}

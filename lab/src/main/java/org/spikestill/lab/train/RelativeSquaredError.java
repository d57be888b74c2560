package org.spikestill.lab.train;

import org.spikestill.data.Batch;
import org.spikestill.data.Labels;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.report.result.Metric;

/// The squared error of a regression as a share of the squares of the values themselves: 1 for an output of 0 throughout.
/// Lower is better, then the earlier epoch. It is the measure of the multi-grade papers (Fang and Xu, NeurIPS 2024).
///
/// ```
/// RSE = Σ (y − t)² / Σ t²      y outputs, t values, over all samples and components
/// ```
public record RelativeSquaredError() implements Score {
    private static final Metric METRIC = new Metric("relative squared error", Metric.Unit.RATIO);

    @Override
    public Metric metric() {
        return METRIC;
    }

    @Override
    public Labels.Kind labels() {
        return Labels.Kind.VALUES;
    }

    @Override
    public Ratio of(Tensor outputs, Batch batch) {
        float[] values = batch.values();
        double squares = 0;
        for (float value : values) {
            squares += (double) value * value;
        }
        return new Ratio(squaredError(outputs, values), squares);
    }

    @Override
    public double loss(Tensor outputs, Batch batch) {
        return squaredError(outputs, batch.values()) / batch.values().length;
    }

    private static double squaredError(Tensor outputs, float[] values) {
        float[] found = outputs.toFloats();
        double sum = 0;
        for (int i = 0; i < values.length; i++) {
            double error = (double) found[i] - values[i];
            sum += error * error;
        }
        return sum;
    }

    @Override
    public boolean better(Validation candidate, Validation best) {
        return candidate.score() < best.score();
    }
}

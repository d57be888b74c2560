package org.spikestill.lab.train;

import org.spikestill.data.Batch;
import org.spikestill.data.Labels;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.report.result.Metric;

/// The share of labelled samples whose class is predicted right: higher is better, then the lower cross-entropy, then the earlier
/// epoch.
public record Accuracy() implements Score {
    private static final Metric METRIC = new Metric("accuracy", Metric.Unit.SHARE);

    @Override
    public Metric metric() {
        return METRIC;
    }

    @Override
    public Labels.Kind labels() {
        return Labels.Kind.CLASSES;
    }

    @Override
    public boolean reads(Labels.Kind kind) {
        return kind == Labels.Kind.CLASSES || kind == Labels.Kind.SOME_CLASSES;
    }

    @Override
    public Ratio of(Tensor outputs, Batch batch) {
        int[] classes = outputs.argmax(1).toInts();
        int correct = 0;
        int labelled = 0;
        for (int i = 0; i < batch.size(); i++) {
            correct += classes[i] == batch.labels()[i] ? 1 : 0;
            labelled += batch.labels()[i] == Labels.UNLABELLED ? 0 : 1;
        }
        return new Ratio(correct, labelled);
    }

    @Override
    public double loss(Tensor outputs, Batch batch) {
        return outputs.crossEntropy(Tensor.ofLabels(batch.labels(), batch.size()))
                .toFloat();
    }

    @Override
    public boolean better(Validation candidate, Validation best) {
        return candidate.score() > best.score()
                || (candidate.score() == best.score() && candidate.loss() < best.loss());
    }
}

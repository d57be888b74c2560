package org.spikestill.report.result;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// A confusion matrix.
///
/// @param classNames K names
/// @param counts `[K][K]`, samples by label (row) and predicted class (column)
public record Confusion(List<String> classNames, List<List<Integer>> counts) {
    public Confusion {
        classNames = List.copyOf(classNames);
        counts = counts.stream().map(List::copyOf).toList();
        int classes = classNames.size();
        if (counts.size() != classes || counts.stream().anyMatch(row -> row.size() != classes)) {
            throw new IllegalArgumentException("the confusion matrix has rows of "
                    + counts.stream().map(List::size).distinct().toList() + " counts in " + counts.size()
                    + " rows: " + classes + " classes need " + classes + " rows of " + classes);
        }
        if (counts.stream().flatMap(List::stream).anyMatch(count -> count < 0)) {
            throw new IllegalArgumentException("the confusion matrix holds a count below 0: counts are of samples");
        }
    }

    public int classes() {
        return classNames.size();
    }

    /// Samples of class `label` that were predicted as class `predicted`.
    public int count(int label, int predicted) {
        return counts.get(label).get(predicted);
    }

    /// Samples of class `label`.
    public long samples(int label) {
        return sum(counts.get(label));
    }

    /// Samples predicted as class `predicted`.
    public long predicted(int predicted) {
        return counts.stream().mapToLong(row -> row.get(predicted)).sum();
    }

    public long samples() {
        return counts.stream().mapToLong(Confusion::sum).sum();
    }

    public long misclassified() {
        return samples()
                - IntStream.range(0, classes()).mapToLong(k -> count(k, k)).sum();
    }

    /// Accuracy on the samples of one class (recall); empty for a class without samples.
    public Optional<Accuracy> accuracy(int label) {
        long samples = samples(label);
        return samples == 0 ? Optional.empty() : Optional.of(new Accuracy(count(label, label), samples));
    }

    /// Share of the predictions of one class that are correct (precision); empty for a class never predicted.
    public Optional<Accuracy> precision(int predicted) {
        long predictions = predicted(predicted);
        return predictions == 0
                ? Optional.empty()
                : Optional.of(new Accuracy(count(predicted, predicted), predictions));
    }

    private static long sum(List<Integer> row) {
        return row.stream().mapToLong(count -> count).sum();
    }
}

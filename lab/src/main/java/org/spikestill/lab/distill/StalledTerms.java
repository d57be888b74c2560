package org.spikestill.lab.distill;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikestill.lab.loss.CrossEntropy;
import org.spikestill.lab.loss.Loss;
import org.spikestill.report.result.Epoch;

/// Terms of objectives, beside cross-entropy, without a fall over their training: gradients against those of the other terms, or targets beyond the
/// capacity of the network.
final class StalledTerms {
    /// Fewer epochs say nothing about a trend.
    private static final int LEAST_EPOCHS = 3;

    /// Share of a term's first value below which it counts as fallen.
    private static final double FALLEN = 0.98;

    /// Loss of the labels, exempt: on mixed labels their entropy is its lower bound, and a trained network starts near it.
    private static final String LABELS = Loss.catalog().name(new CrossEntropy());

    private StalledTerms() {}

    /// @param epochs of a run, in order
    /// @return a sentence for each term
    static List<String> of(List<Epoch> epochs) {
        Map<String, List<Epoch>> trainings = new LinkedHashMap<>();
        epochs.forEach(epoch -> trainings
                .computeIfAbsent(epoch.network(), _ -> new ArrayList<>())
                .add(epoch));
        return trainings.values().stream()
                .flatMap(each -> ofTraining(each).stream())
                .toList();
    }

    private static List<String> ofTraining(List<Epoch> epochs) {
        Epoch first = epochs.getFirst();
        Epoch last = epochs.getLast();
        List<String> stalled = new ArrayList<>();
        if (epochs.size() < LEAST_EPOCHS || first.terms().size() < 2) {
            return stalled;
        }
        first.terms().forEach((term, before) -> {
            double after = last.terms().getOrDefault(term, 0.0);
            if (!term.equals(LABELS) && before > 0 && after >= FALLEN * before) {
                stalled.add(
                        "%s: the term %s did not fall, %.4g in the first epoch and %.4g in the last: lower its weight, end it early (epochs), or leave it out"
                                .formatted(first.network(), term, before, after));
            }
        });
        return stalled;
    }
}

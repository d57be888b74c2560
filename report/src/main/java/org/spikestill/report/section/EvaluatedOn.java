package org.spikestill.report.section;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.spikestill.report.Figures;
import org.spikestill.report.result.Evaluation;
import org.spikestill.report.result.Split;

/// The samples that evaluations were made on, in words.
final class EvaluatedOn {
    private EvaluatedOn() {}

    static String words(Split split, long samples) {
        return split + ", " + Figures.count(samples, "sample");
    }

    /// One number of samples where all evaluations agree in it, else the number for each network.
    static String words(Split split, Map<String, Evaluation> networks) {
        Map<Integer, List<String>> names = networks.keySet().stream()
                .collect(Collectors.groupingBy(
                        name -> networks.get(name).samples(), LinkedHashMap::new, Collectors.toList()));
        return names.size() == 1
                ? words(split, names.keySet().iterator().next())
                : names.entrySet().stream()
                        .map(each -> String.join(", ", each.getValue()) + ": " + words(split, each.getKey()))
                        .collect(Collectors.joining("; "));
    }
}

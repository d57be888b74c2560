package org.spikestill.cli;

import java.util.List;
import org.spikestill.lab.measure.ExitTrace;

/// Predictions as CSV (RFC 4180): number of the sample, index and name of the class, its softmax probability after the last step.
final class PredictionTable {
    private static final String HEADING = "sample,index,label,probability\n";

    private PredictionTable() {}

    /// @param predictions class of each sample
    /// @param names of the classes, in the order of the labels
    static String of(List<Integer> predictions, ExitTrace trace, List<String> names) {
        StringBuilder text = new StringBuilder(HEADING);
        for (int i = 0; i < predictions.size(); i++) {
            int index = predictions.get(i);
            text.append("%d,%d,%s,%.6f\n".formatted(i, index, quoted(names.get(index)), trace.probability(i)));
        }
        return text.toString();
    }

    private static String quoted(String name) {
        return name.matches("[^\",\\r\\n]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
    }
}

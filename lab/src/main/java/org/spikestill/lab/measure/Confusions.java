package org.spikestill.lab.measure;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.spikestill.data.Dataset;
import org.spikestill.report.result.Confusion;
import org.spikestill.report.result.Evaluation;

/// The confusion matrix of an evaluation.
public final class Confusions {
    private Confusions() {}

    /// @param data that was evaluated
    /// @param classNames by number
    public static Confusion of(Evaluation evaluation, Dataset data, List<String> classNames) throws IOException {
        if (evaluation.samples() != data.size()) {
            throw new IllegalArgumentException("the evaluation is of " + evaluation.samples()
                    + " samples, the data set has " + data.size() + ": give the data set that was evaluated");
        }
        int[][] counts = new int[classNames.size()][classNames.size()];
        for (int i = 0; i < data.size(); i++) {
            counts[data.label(i)][evaluation.predictions().get(i)]++;
        }
        return new Confusion(
                classNames,
                Arrays.stream(counts)
                        .map(row -> Arrays.stream(row).boxed().toList())
                        .toList());
    }
}

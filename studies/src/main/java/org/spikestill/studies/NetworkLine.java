package org.spikestill.studies;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikestill.lab.experiment.ModelResult;
import org.spikestill.lab.experiment.Ref;
import org.spikestill.lab.experiment.Results;
import org.spikestill.lab.experiment.steps.Evaluate.TestResult;
import org.spikestill.model.Network;
import org.spikestill.report.TextTable;
import org.spikestill.report.result.Accuracy;
import org.spikestill.report.result.Evaluation;
import org.spikestill.report.result.NetworkResult;

/// A network of a study and its evaluation on the test set: a line of its tables.
///
/// @param title for people
/// @param role in words; may be empty
public record NetworkLine(String title, String role, Ref<ModelResult> network, Ref<TestResult> test) {
    public NetworkResult result(Results results) {
        Network made = results.get(network).model().network();
        Evaluation evaluation = results.get(test).evaluation();
        return new NetworkResult(
                title,
                role,
                made.ticks(),
                made.parameters().stream()
                        .mapToLong(each -> each.shape().elements())
                        .sum(),
                Optional.of(Accuracy.ofShare(
                        results.get(network).outcome().validation(),
                        results.data().validation().size())),
                Optional.of(Accuracy.ofShare(evaluation.accuracy(), evaluation.samples())),
                evaluation.layers().isEmpty() ? Optional.empty() : Optional.of(evaluation.spikesPerSample()),
                Optional.empty());
    }

    public static List<NetworkResult> results(List<NetworkLine> lines, Results results) {
        return lines.stream().map(line -> line.result(results)).toList();
    }

    /// Evaluations by title.
    public static Map<String, Evaluation> tests(List<NetworkLine> lines, Results results) {
        Map<String, Evaluation> tests = new LinkedHashMap<>();
        lines.forEach(line -> tests.put(line.title(), results.get(line.test()).evaluation()));
        return tests;
    }

    /// The lines as a table for a terminal.
    public static String text(List<NetworkLine> lines, Results results) {
        TextTable table = new TextTable("network", "T", "validation", "test", "spikes per sample");
        for (NetworkResult each : results(lines, results)) {
            table.row(
                    each.name(),
                    each.ticks(),
                    percent(each.validation()),
                    percent(each.test()),
                    each.spikesPerSample().map("%,.0f"::formatted).orElse(""));
        }
        return table.toString();
    }

    private static String percent(Optional<Accuracy> accuracy) {
        return accuracy.map(each -> "%.2f %%".formatted(100 * each.share())).orElse("");
    }

    /// Seconds of every step, in the run that made its result.
    public static Map<String, Double> seconds(Results results) {
        Map<String, Double> seconds = new LinkedHashMap<>();
        results.steps().forEach(step -> seconds.put(step.name(), results.seconds(step)));
        return seconds;
    }
}

package org.spikestill.lab.distill;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikestill.data.DataSplits;
import org.spikestill.lab.experiment.Results;
import org.spikestill.lab.measure.Evaluation;
import org.spikestill.model.architecture.Architecture;
import org.spikestill.model.settings.Provenance;
import org.spikestill.model.settings.Settings;
import org.spikestill.report.Activity;
import org.spikestill.report.AttentionSample;
import org.spikestill.report.DistillReport;
import org.spikestill.report.Epoch;
import org.spikestill.report.Parity;
import org.spikestill.report.Report;
import org.spikestill.report.Source;
import org.spikestill.report.Split;
import org.spikestill.report.TickCurve;

/// The report of a run.
final class DistillPage {
    private static final String ROUNDING = "Trainer and engine add the same numbers in different orders; a membrane "
            + "within a rounding error of its threshold can then fire on one side only, and such a spike can change what "
            + "follows.";

    private final DistillSettings settings;
    private final Results results;
    private final DataSplits data;
    private final Layout layout;

    private DistillPage(DistillSettings settings, Results results) {
        this.settings = settings;
        this.results = results;
        this.data = results.data();
        this.layout = settings.layout(data);
    }

    static String of(DistillSettings settings, Results results) {
        try {
            return Report.html(new DistillPage(settings, results).report());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e.getMessage(), e);
        }
    }

    private DistillReport report() throws IOException {
        Source test = new Source(Split.TEST, data.test().size());
        List<TickCurve> curves = new ArrayList<>();
        List<Activity> activity = new ArrayList<>();
        int ticks = settings.student().ticks();
        for (Layout.Line line : layout.lines()) {
            Evaluation evaluation = results.get(line.test()).evaluation();
            if (!evaluation.layers().isEmpty() && !line.network().name().equals("reference")) {
                curves.add(new TickCurve(line.title(), test, evaluation.accuracyByTick()));
                activity.add(new Activity(line.title(), ticks, test, populations(evaluation)));
            }
        }
        String student = Architecture.catalog().name(settings.student().architecture());
        return new DistillReport(
                data.name() + ", " + student + ", T = " + ticks,
                student,
                data.name(),
                ticks,
                settings.seed(),
                DistillLines.of(settings, results),
                epochs(),
                curves,
                activity,
                pictures(),
                Optional.of(parity(test)),
                seconds(),
                Settings.write(settings),
                provenance(),
                List.of(
                        "Epochs and threshold scales were chosen on the validation split of the training data; the test"
                                + " set chose nothing.",
                        "One run with one seed: the interval of an accuracy is of the test set's size, not of the spread"
                                + " over seeds."));
    }

    private static List<Activity.Population> populations(Evaluation evaluation) {
        return evaluation.layers().stream()
                .map(each -> new Activity.Population(each.name(), each.neurons(), each.spikesPerSample()))
                .toList();
    }

    private List<Epoch> epochs() {
        return results.epochs().stream()
                .map(each -> new Epoch(
                        each.stage(),
                        each.epoch(),
                        each.loss(),
                        each.terms(),
                        each.training(),
                        each.validation(),
                        each.validationLoss(),
                        each.learningRate(),
                        each.seconds()))
                .toList();
    }

    private Parity parity(Source test) {
        var measured = results.get(layout.parity());
        List<Parity.Difference> examples = new ArrayList<>();
        for (var each : measured.differences()) {
            examples.add(new Parity.Difference(
                    each.index(), className(each.trainer()), className(each.engine()), label(each.index())));
        }
        return new Parity(
                test,
                measured.differences().size(),
                examples,
                measured.layers().stream()
                        .map(each -> new Parity.LayerSpikes(each.name(), each.trainer(), each.engine()))
                        .toList(),
                measured.first()
                        .map(each -> new Parity.Divergence(each.sample(), each.layer(), each.tick(), each.inWords())),
                measured.first().isPresent() ? ROUNDING : "No difference was found.");
    }

    private String label(int index) {
        try {
            return className(data.test().label(index));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e.getMessage(), e);
        }
    }

    private String className(int index) {
        return data.classNames().get(index);
    }

    private Map<String, Double> seconds() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        results.steps().forEach(step -> seconds.put(step.name(), results.seconds(step)));
        return seconds;
    }

    private List<AttentionSample> pictures() throws IOException {
        return layout.teacher().isEmpty()
                ? List.of()
                : new AttentionPictures(
                                data,
                                results.get(layout.teacher().get()).model(),
                                results.get(layout.result()).model(),
                                layout.pairs(results))
                        .take();
    }

    private Map<String, String> provenance() {
        Provenance made = results.get(layout.result()).model().provenance();
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("tool", made.tool());
        lines.put("data", made.dataset() + ", SHA-256 of the training split " + made.datasetDigest());
        lines.put("student file", results.digest(layout.result()));
        lines.put("JVM", made.jvm());
        lines.put("native library", made.nativeLibrary());
        lines.put("hardware", made.hardware().toString());
        return lines;
    }
}

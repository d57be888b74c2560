package org.spikestill.lab.recipe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.spikestill.data.DataSplits;
import org.spikestill.lab.measure.Evaluation;
import org.spikestill.lab.recipe.Judge.Verdict;
import org.spikestill.lab.recipe.LayerwiseDistill.Models;
import org.spikestill.model.architecture.Architecture;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.settings.Provenance;
import org.spikestill.model.settings.Settings;
import org.spikestill.report.Accuracy;
import org.spikestill.report.Activity;
import org.spikestill.report.DistillReport;
import org.spikestill.report.Epoch;
import org.spikestill.report.Headline;
import org.spikestill.report.Parity;
import org.spikestill.report.Report;
import org.spikestill.report.Role;
import org.spikestill.report.Source;
import org.spikestill.report.Split;
import org.spikestill.report.TickCurve;

/// A run's results as files: `summary.json` for programs, `report.html` for people.
public final class Telling {
    private static final String ROUNDING = "Trainer and engine add the same numbers in different orders; a membrane "
            + "within a rounding error of its threshold can then fire on one side only, and such a spike can change what "
            + "follows.";

    private final RunFolder folder;
    private final DistillSettings settings;
    private final DataSplits data;
    private final Models models;
    private final Verdict verdict;

    public Telling(RunFolder folder, DistillSettings settings, DataSplits data, Models models, Verdict verdict) {
        this.folder = folder;
        this.settings = settings;
        this.data = data;
        this.models = models;
        this.verdict = verdict;
    }

    public void write() throws IOException {
        folder.writeText("summary.json", Summary.of(folder, settings, data.name(), models, verdict));
        Report.write(report(), folder.path().resolve("report.html"));
    }

    /// The networks of the run with their figures, teacher first.
    public List<Headline> headlines() {
        List<Headline> lines = new ArrayList<>();
        verdict.test().forEach((stage, test) -> {
            ModelFile model = models.get(stage);
            lines.add(new Headline(
                    name(stage),
                    role(stage),
                    model.network().ticks(),
                    Networks.parameters(model.network()),
                    folder.finished(stage)
                            .map(each -> Accuracy.ofShare(
                                    each.validation(), data.validation().size())),
                    Optional.of(Accuracy.ofShare(test.accuracy(), test.samples())),
                    spikes(test)));
            if (stage == Stage.CONVERTED) {
                lines.addAll(longRuns(model));
            }
        });
        return lines;
    }

    private List<Headline> longRuns(ModelFile converted) {
        List<Headline> lines = new ArrayList<>();
        verdict.longTest()
                .forEach((ticks, run) -> lines.add(new Headline(
                        "converted SNN, T = " + ticks,
                        Role.CONVERTED,
                        ticks,
                        Networks.parameters(converted.network()),
                        Optional.empty(),
                        Optional.of(Accuracy.ofShare(
                                run.test().accuracy(), run.test().samples())),
                        spikes(run.test()))));
        return lines;
    }

    private static OptionalDouble spikes(Evaluation test) {
        return test.layers().isEmpty() ? OptionalDouble.empty() : OptionalDouble.of(test.spikesPerSample());
    }

    private String name(Stage stage) {
        String student = Architecture.catalog().name(settings.student());
        return switch (stage) {
            case TEACHER -> "teacher " + teacher();
            case ANN -> "intermediate ANN " + student;
            case CONVERTED -> "converted SNN";
            case STUDENT -> settings.method().student();
            case TEACHER_ANN, TEACHER_CONVERTED, ASSISTANT_ANN, ASSISTANT_CONVERTED, ASSISTANT, HYBRID -> stage.title();
        };
    }

    private String teacher() {
        return settings.teacherFile()
                .map(file -> file.getFileName().toString())
                .orElseGet(() -> Architecture.catalog().name(settings.teacher()));
    }

    private Role role(Stage stage) {
        return switch (stage) {
            case TEACHER, ASSISTANT -> Role.TEACHER;
            case TEACHER_ANN, ASSISTANT_ANN, ANN -> Role.ARTIFICIAL;
            case TEACHER_CONVERTED, ASSISTANT_CONVERTED, CONVERTED -> Role.CONVERTED;
            case HYBRID -> Role.HYBRID;
            case STUDENT -> settings.method().role();
        };
    }

    private DistillReport report() throws IOException {
        Source test = new Source(Split.TEST, data.test().size());
        List<TickCurve> curves = new ArrayList<>();
        List<Activity> activity = new ArrayList<>();
        verdict.test().forEach((stage, evaluation) -> {
            if (!evaluation.layers().isEmpty()) {
                curves.add(new TickCurve(name(stage), test, evaluation.accuracyByTick()));
                activity.add(new Activity(name(stage), settings.ticks(), test, populations(evaluation)));
            }
        });
        String student = Architecture.catalog().name(settings.student());
        return new DistillReport(
                data.name() + ", " + student + ", T = " + settings.ticks(),
                student,
                data.name(),
                settings.ticks(),
                settings.seed(),
                headlines(),
                epochs(),
                curves,
                activity,
                new AttentionPictures(data, models).take(),
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
        return folder.history().stream()
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
        var measured = verdict.parity();
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
        models.byStage()
                .keySet()
                .forEach(stage -> seconds.put(
                        stage.label(), folder.finished(stage).orElseThrow().seconds()));
        seconds.put("evaluation on the test set", verdict.seconds());
        return seconds;
    }

    private Map<String, String> provenance() {
        Provenance made = models.student().provenance();
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("tool", made.tool());
        lines.put("data", made.dataset() + ", SHA-256 of the training split " + made.datasetDigest());
        lines.put("student file", ModelFile.digest(folder.model(models.result())));
        lines.put("JVM", made.jvm());
        lines.put("native library", made.nativeLibrary());
        lines.put("hardware", made.hardware().toString());
        return lines;
    }
}

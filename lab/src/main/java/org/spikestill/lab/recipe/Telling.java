package org.spikestill.lab.recipe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikestill.data.DataSplits;
import org.spikestill.lab.measure.Confusions;
import org.spikestill.lab.measure.Misclassified;
import org.spikestill.lab.measure.SpikeRasters;
import org.spikestill.lab.recipe.Judge.Verdict;
import org.spikestill.lab.recipe.LayerwiseDistill.Models;
import org.spikestill.model.architecture.Architecture;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.settings.Settings;
import org.spikestill.report.Figures;
import org.spikestill.report.Page;
import org.spikestill.report.Section;
import org.spikestill.report.SeriesColours;
import org.spikestill.report.result.Accuracy;
import org.spikestill.report.result.Confusion;
import org.spikestill.report.result.Evaluation;
import org.spikestill.report.result.NetworkResult;
import org.spikestill.report.result.Split;
import org.spikestill.report.result.WorstSamples;
import org.spikestill.report.section.AccuracyByStepSection;
import org.spikestill.report.section.AttentionSection;
import org.spikestill.report.section.Cards;
import org.spikestill.report.section.ConfusionSection;
import org.spikestill.report.section.NotesSection;
import org.spikestill.report.section.ParitySection;
import org.spikestill.report.section.ProvenanceSection;
import org.spikestill.report.section.ResultsSection;
import org.spikestill.report.section.SettingsSection;
import org.spikestill.report.section.SpikeRasterSection;
import org.spikestill.report.section.SpikesByLayerSection;
import org.spikestill.report.section.TimeSection;
import org.spikestill.report.section.TrainingSection;
import org.spikestill.runtime.Engine;

/// A run's results as files: `summary.json` for programs, `report.html` for people.
public final class Telling {
    /// Misclassified samples shown.
    private static final int WORST = 24;

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
        report().write(folder.path().resolve("report.html"));
    }

    /// The networks of the run with their figures, teacher first.
    public List<NetworkResult> networks() {
        List<NetworkResult> networks = new ArrayList<>();
        verdict.test().forEach((stage, test) -> {
            ModelFile model = models.get(stage);
            NetworkResult network = new NetworkResult(
                    name(stage),
                    role(stage).toString(),
                    model.network().ticks(),
                    Networks.parameters(model.network()),
                    folder.finished(stage)
                            .map(each -> Accuracy.ofShare(
                                    each.validation(), data.validation().size())),
                    Optional.of(Accuracy.ofShare(test.accuracy(), test.samples())),
                    spikes(test),
                    Optional.empty());
            boolean isTrainedFurther = stage == Stage.HYBRID || stage == Stage.STUDENT;
            networks.add(isTrainedFurther ? network.withBaseline(name(Stage.CONVERTED)) : network);
            if (stage == Stage.CONVERTED) {
                networks.addAll(longRuns(model));
            }
        });
        return networks;
    }

    private List<NetworkResult> longRuns(ModelFile converted) {
        List<NetworkResult> networks = new ArrayList<>();
        verdict.longTest()
                .forEach((ticks, run) -> networks.add(new NetworkResult(
                        "converted SNN, T = " + ticks,
                        Role.CONVERTED.toString(),
                        ticks,
                        Networks.parameters(converted.network()),
                        Optional.empty(),
                        Optional.of(Accuracy.ofShare(
                                run.test().accuracy(), run.test().samples())),
                        spikes(run.test()),
                        Optional.empty())));
        return networks;
    }

    private static Optional<Double> spikes(Evaluation test) {
        return test.layers().isEmpty() ? Optional.empty() : Optional.of(test.spikesPerSample());
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

    private Page report() throws IOException {
        List<NetworkResult> networks = networks();
        SeriesColours colours =
                new SeriesColours(networks.stream().map(NetworkResult::name).toList());
        String student = Architecture.catalog().name(settings.student());
        NetworkResult result = networks.stream()
                .filter(each -> each.name().equals(name(models.result())))
                .findFirst()
                .orElseThrow();
        Page page = Page.of(
                        data.name() + ", " + student + ", T = " + settings.ticks(),
                        student + " on " + data.name() + ", " + Figures.count(settings.ticks(), "tick") + ", seed "
                                + settings.seed())
                .withKind("Spikestill distillation report");
        for (var card : List.of(Cards.accuracy(result), Cards.gain(result, networks), Cards.spikes(result))) {
            page = card.map(page::with).orElse(page);
        }
        page = page.with(Cards.agreement(verdict.parity(), Split.TEST));
        for (Section section : sections(networks, result, colours)) {
            page = page.with(section);
        }
        return page;
    }

    private List<Section> sections(List<NetworkResult> networks, NetworkResult result, SeriesColours colours)
            throws IOException {
        Map<String, Evaluation> tests = new LinkedHashMap<>();
        verdict.test().forEach((stage, evaluation) -> tests.put(name(stage), evaluation));
        Evaluation test = verdict.test().get(models.result());
        List<String> classNames = data.classNames();
        Confusion confusion = Confusions.of(test, data.test(), classNames);
        WorstSamples worst = worst(test);
        ModelFile student = models.student();
        return List.of(
                ResultsSection.of(networks, result.name(), colours),
                NotesSection.of(List.of(
                        "Epochs and threshold scales were chosen on the validation split of the training data; the test"
                                + " set chose nothing.",
                        "One run with one seed: the interval of an accuracy is of the test set's size, not of the spread"
                                + " over seeds.")),
                AccuracyByStepSection.of(Split.TEST, tests, colours),
                ConfusionSection.of(result.name(), confusion, worst),
                SpikesByLayerSection.of(Split.TEST, tests, colours),
                SpikeRasterSection.of(
                        SpikeRasters.of(
                                result.name(),
                                student.network(),
                                student.weights(),
                                data.test(),
                                Split.TEST,
                                0,
                                classNames),
                        colours),
                AttentionSection.of(new AttentionPictures(data, models).take()),
                TrainingSection.of(folder.history()),
                ParitySection.of(verdict.parity(), Split.TEST, classNames),
                TimeSection.of(seconds()),
                SettingsSection.of(Settings.write(settings), Settings.write(new DistillSettings())),
                ProvenanceSection.of(
                        student.provenance(),
                        Map.of("SHA-256 of the student file", ModelFile.digest(folder.model(models.result())))));
    }

    private WorstSamples worst(Evaluation test) throws IOException {
        ModelFile student = models.student();
        try (Engine engine = Engine.of(student.network(), student.weights())) {
            return Misclassified.worst(engine, test, data.test(), Split.TEST, data.classNames(), WORST);
        }
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
}

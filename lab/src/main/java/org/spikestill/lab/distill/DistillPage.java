package org.spikestill.lab.distill;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikestill.lab.experiment.Results;
import org.spikestill.lab.experiment.steps.AttentionMaps;
import org.spikestill.lab.experiment.steps.InspectSamples;
import org.spikestill.lab.experiment.steps.Measured;
import org.spikestill.model.settings.Settings;
import org.spikestill.report.Card;
import org.spikestill.report.Figures;
import org.spikestill.report.Page;
import org.spikestill.report.Section;
import org.spikestill.report.SeriesColours;
import org.spikestill.report.result.Evaluation;
import org.spikestill.report.result.Measure;
import org.spikestill.report.result.NetworkResult;
import org.spikestill.report.result.Parity;
import org.spikestill.report.result.Split;
import org.spikestill.report.result.TeachersShare;
import org.spikestill.report.section.AccuracyByStepSection;
import org.spikestill.report.section.AttentionSection;
import org.spikestill.report.section.Cards;
import org.spikestill.report.section.ConfusionSection;
import org.spikestill.report.section.EnergySection;
import org.spikestill.report.section.NotesSection;
import org.spikestill.report.section.ParitySection;
import org.spikestill.report.section.ProvenanceSection;
import org.spikestill.report.section.ResultsSection;
import org.spikestill.report.section.SettingsSection;
import org.spikestill.report.section.SpikeRasterSection;
import org.spikestill.report.section.SpikesByLayerSection;
import org.spikestill.report.section.TeachersShareSection;
import org.spikestill.report.section.TimeSection;
import org.spikestill.report.section.TrainingSection;

/// The report of a distillation: sections of its results.
final class DistillPage {
    private static final String CHOSEN =
            "Epochs and threshold scales were chosen on the validation split of the training data; the test set chose"
                    + " nothing.";
    private static final String INTERVAL =
            "One run with one seed: the interval of %s is of the test set's size, not of the spread over seeds.";
    private static final String AGREEMENT =
            "The samples have no labels. Agreement is the share of samples whose predicted class is the one that the"
                    + " teacher predicts; how many of these are right is not known. Where this page names the class of a"
                    + " sample, it is the teacher's prediction.";

    private final DistillSettings settings;
    private final Results results;
    private final DistillRun run;
    private final List<NetworkResult> networks;
    private final NetworkResult student;
    private final List<TeachersShare> shares;
    private final SeriesColours colours;
    private final Measure measure;

    private DistillPage(DistillSettings settings, Results results) {
        this.settings = settings;
        this.results = results;
        this.run = settings.plan(results.data());
        this.measure = Measured.measure(results.data());
        this.networks = DistillLines.of(settings, run, results);
        this.student = networks.stream()
                .filter(each -> each.name().equals(run.studentLine().title()))
                .findFirst()
                .orElseThrow();
        this.shares = Shares.of(run, results);
        this.colours =
                new SeriesColours(networks.stream().map(NetworkResult::name).toList());
    }

    static Page of(DistillSettings settings, Results results) {
        return new DistillPage(settings, results).page();
    }

    private Page page() {
        String data = results.data().name();
        String shape = Titles.student(settings, results.data());
        int ticks = settings.student().ticks();
        Page page = Page.of(
                        data + ", " + shape + ", T = " + ticks,
                        shape + " on " + data + ", " + Figures.count(ticks, "tick") + ", seed " + settings.seed())
                .withKind("Spikestill distillation report");
        for (Optional<Card> card : List.of(
                Cards.share(student, measure),
                TeachersShareSection.card(shares),
                Cards.gain(student, networks).map(DistillPage::throughTime),
                Cards.spikes(student))) {
            page = card.map(page::with).orElse(page);
        }
        page = page.with(Cards.agreement(parity(), Split.TEST));
        for (Section section : sections()) {
            page = page.with(section);
        }
        return page;
    }

    /// Names what the difference to the conversion is due to: training, with a teacher or without.
    private static Card throughTime(Card gain) {
        return new Card("Training through time", gain.figure(), "over the converted SNN, " + gain.detail());
    }

    private Parity parity() {
        return results.get(run.parity());
    }

    private List<Section> sections() {
        Map<String, Evaluation> tests = new LinkedHashMap<>();
        for (DistillRun.Line line : run.lines()) {
            if (!line.network().name().equals("reference")) { // its many steps would squeeze the others' curves
                tests.put(line.title(), results.get(line.test()).evaluation());
            }
        }
        InspectSamples.Samples samples = results.get(run.samples());
        EnergyFigures energy = EnergyFigures.of(run, results);
        List<Section> sections = new ArrayList<>(List.of(
                ResultsSection.of(networks, student.name(), measure, colours),
                TeachersShareSection.of(shares),
                NotesSection.of(notes()),
                AccuracyByStepSection.of(Split.TEST, tests, measure, colours),
                SpikesByLayerSection.of(Split.TEST, tests, colours),
                EnergySection.of(energy.counts(), energy.priced()),
                SpikeRasterSection.of(samples.raster(), colours),
                AttentionSection.of(run.attention()
                        .map(results::get)
                        .map(AttentionMaps.Samples::samples)
                        .orElse(List.of())),
                TrainingSection.of(results.epochs()),
                ParitySection.of(parity(), Split.TEST, results.data().classNames()),
                TimeSection.of(seconds()),
                SettingsSection.of(Settings.write(settings), Settings.write(new DistillSettings())),
                ProvenanceSection.of(
                        results.get(run.student()).model().provenance(),
                        Map.of("SHA-256 of the student file", results.digest(run.student())))));
        if (measure == Measure.ACCURACY) { // without labels nothing is known to be confused
            sections.add(3, ConfusionSection.of(student.name(), samples.confusion(), samples.worst()));
        }
        return sections;
    }

    private List<String> notes() {
        List<String> notes = new ArrayList<>();
        notes.add(CHOSEN);
        switch (measure) {
            case ACCURACY -> notes.add(INTERVAL.formatted("an accuracy"));
            case AGREEMENT -> {
                notes.add(AGREEMENT);
                notes.add(INTERVAL.formatted("an agreement"));
            }
        }
        return notes;
    }

    private Map<String, Double> seconds() {
        Map<String, Double> seconds = new LinkedHashMap<>();
        results.steps().forEach(step -> seconds.put(step.name(), results.seconds(step)));
        return seconds;
    }
}

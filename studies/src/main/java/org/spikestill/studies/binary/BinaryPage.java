package org.spikestill.studies.binary;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.spikestill.lab.experiment.Results;
import org.spikestill.lab.experiment.steps.InspectSamples;
import org.spikestill.model.settings.Settings;
import org.spikestill.report.Card;
import org.spikestill.report.Chart;
import org.spikestill.report.Figures;
import org.spikestill.report.Html;
import org.spikestill.report.Page;
import org.spikestill.report.Section;
import org.spikestill.report.SeriesColours;
import org.spikestill.report.Table;
import org.spikestill.report.result.Evaluation;
import org.spikestill.report.result.NetworkResult;
import org.spikestill.report.result.Split;
import org.spikestill.report.section.AccuracyByStepSection;
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
import org.spikestill.studies.NetworkLine;

/// The report of a run.
record BinaryPage(BinaryActivation settings, Results results) {
    private static final List<String> NOTES = List.of(
            "The epoch was chosen on the validation split of the training data; the test set chose nothing.",
            "Under the read-out of spikes the class with most output spikes wins; of several the first.",
            "Rounded weights make every sum exact, so that the engine's predictions must equal the trainer's.");

    Page page() {
        List<NetworkResult> networks = NetworkLine.results(settings.lines(), results);
        SeriesColours colours =
                new SeriesColours(networks.stream().map(NetworkResult::name).toList());
        Map<String, Evaluation> tests = NetworkLine.tests(settings.lines(), results);
        NetworkResult network = networks.getFirst();
        String integration = settings.integration().name().toLowerCase(Locale.ROOT);
        Page page = Page.of(
                        results.data().name() + ", " + integration + " integration",
                        "binary activation, " + Figures.count(settings.ticks(), "tick") + ", " + settings.weightBits()
                                + "-bit weights, seed " + settings.seed())
                .withKind("Spikestill study");
        for (Optional<Card> card : List.of(Cards.accuracy(network), Cards.spikes(network))) {
            page = card.map(page::with).orElse(page);
        }
        page = page.with(Cards.agreement(results.get(BinaryActivation.PARITY), Split.TEST));
        InspectSamples.Samples samples = results.get(BinaryActivation.SAMPLES);
        return page.with(ResultsSection.of(networks, network.name(), colours))
                .with(NotesSection.of(NOTES))
                .with(AccuracyByStepSection.of(Split.TEST, tests, colours))
                .with(widths())
                .with(operations())
                .with(SpikesByLayerSection.of(Split.TEST, tests, colours))
                .with(SpikeRasterSection.of(samples.raster(), colours))
                .with(ConfusionSection.of(network.name(), samples.confusion(), samples.worst()))
                .with(TrainingSection.of(results.epochs()))
                .with(ParitySection.of(
                        results.get(BinaryActivation.PARITY),
                        Split.TEST,
                        results.data().classNames()))
                .with(TimeSection.of(NetworkLine.seconds(results)))
                .with(SettingsSection.of(Settings.write(settings), Settings.write(new BinaryActivation())))
                .with(ProvenanceSection.of(
                        results.get(BinaryActivation.DEPLOYED).model().provenance(),
                        Map.of("SHA-256 of the model file", results.digest(BinaryActivation.DEPLOYED))));
    }

    private Section widths() {
        RoundingSweep.Widths widths = results.get(BinaryActivation.WIDTHS);
        Chart chart = new Chart(
                Chart.Kind.LINES,
                "Rounded weights",
                "bits of a weight",
                widths.rounded().stream().map(each -> "" + each.bits()).toList(),
                "validation accuracy",
                Chart.Quantity.PERCENT,
                List.of(new Chart.Series(
                        "rounded",
                        0,
                        widths.rounded().stream()
                                .map(RoundingSweep.Width::validation)
                                .toList())));
        return new Section(
                "widths",
                "Rounded weights",
                chart.toHtml(),
                chart.table().folded("As a table"),
                Html.note("Without rounding the validation accuracy is " + Figures.percent(widths.unrounded()) + "; "
                        + settings.weightBits() + " bits are deployed."));
    }

    private Section operations() {
        Evaluation engine = results.get(BinaryActivation.ENGINE);
        Table table = Table.of(
                "Synaptic operations per sample on the event-driven engine",
                Table.words("layer"),
                Table.numbers("additions"),
                Table.numbers("multiplications"));
        for (Evaluation.LayerWork work : engine.work()) {
            table = table.with(
                    work.name(),
                    Figures.number((double) work.adds() / engine.samples()),
                    Figures.number((double) work.multiplyAdds() / engine.samples()));
        }
        table = table.total(
                "all", Figures.number(engine.addsPerSample()), Figures.number(engine.multiplyAddsPerSample()));
        return new Section("operations", "Operations", table.toHtml());
    }
}

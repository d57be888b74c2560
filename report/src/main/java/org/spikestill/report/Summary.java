package org.spikestill.report;

import static org.spikestill.report.Html.element;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Head of the page: what was done, and the few figures one came for.
final class Summary {
    private Summary() {}

    static Html of(DistillReport report) {
        List<Html> content = new ArrayList<>();
        content.add(element("p", "Spikestill distillation report").styled("kind"));
        content.add(element("h1", report.title()));
        content.add(element(
                        "p",
                        report.student() + " on " + report.data() + ", "
                                + Figures.count(report.ticks()) + (report.ticks() == 1 ? " tick" : " ticks") + ", seed "
                                + report.seed())
                .styled("subject"));
        List<Html> cards = cards(report);
        if (!cards.isEmpty()) {
            content.add(element("dl", cards).styled("cards"));
        }
        return element("header", content);
    }

    private static List<Html> cards(DistillReport report) {
        List<Html> cards = new ArrayList<>();
        distilled(report).ifPresent(line -> {
            line.judged().ifPresent(accuracy -> cards.add(accuracyCard(line, accuracy)));
            Gain.of(line, report.headline())
                    .ifPresent(gain -> cards.add(card(
                            "Gain over converted",
                            Figures.points(gain.points()) + "\u00A0points",
                            gain.range() + ", " + gain.split())));
            line.spikesPerSample()
                    .ifPresent(spikes -> cards.add(card(
                            "Spikes per sample", Figures.number(spikes), "all layers and ticks, " + line.split())));
        });
        report.parity().ifPresent(parity -> cards.add(agreement(parity)));
        return cards;
    }

    /// The student the run was for: the last spiking network of its ticks.
    private static Optional<Headline> distilled(DistillReport report) {
        return report.headline().stream()
                .filter(line -> line.role().isSpiking() && line.ticks() == report.ticks())
                .reduce((_, last) -> last);
    }

    private static Html accuracyCard(Headline line, Accuracy accuracy) {
        Accuracy.Interval interval = accuracy.interval();
        return card(
                "Accuracy of " + line.network(),
                Figures.percent(accuracy.share()),
                Figures.percent(interval.low()) + " to " + Figures.percent(interval.high()) + ", "
                        + new Source(line.split(), accuracy.samples()));
    }

    /// In counts: a percentage could round a single difference away.
    private static Html agreement(Parity parity) {
        Source source = parity.source();
        return card(
                "Same prediction, trainer and engine",
                Figures.count(source.samples() - parity.differing()),
                "of " + Figures.count(source.samples()) + " samples, " + source.split());
    }

    private static Html card(String name, String figure, String detail) {
        return element(
                "div",
                element("dt", name),
                element("dd", figure).styled("figure"),
                element("dd", detail).styled("detail"));
    }
}

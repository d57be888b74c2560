package org.spikestill.report;

import static org.spikestill.report.Html.element;
import static org.spikestill.report.Html.text;
import static org.spikestill.report.Table.numbers;
import static org.spikestill.report.Table.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The networks side by side.
final class ResultsSection {
    private static final String FOOTNOTE =
            "Intervals hold the true accuracy in 95 of 100 such measurements (Wilson score"
                    + " interval of a binomial share). A gain is the difference in percentage points to the converted network of"
                    + " as many ticks, on the split it names; its interval (Newcombe) takes the two measurements for independent,"
                    + " which on shared samples makes it rather too wide. Spikes are those of all layers and ticks, the mean over"
                    + " the test split, or over validation where there is no test accuracy. A dash stands for what was not"
                    + " measured or does not apply.";

    private ResultsSection() {}

    static Optional<Section> of(DistillReport report) {
        if (report.headline().isEmpty()) {
            return Optional.empty();
        }
        Table table = Table.of(
                "Accuracy, size and spikes of each network",
                words("Network"),
                numbers("Ticks T"),
                numbers("Parameters"),
                numbers("Validation accuracy"),
                numbers("Test accuracy"),
                words("95 % interval, test"),
                numbers("Gain over converted, points"),
                numbers("Spikes per sample"));
        IntervalScale scale = IntervalScale.of(report.headline());
        Slots slots = Slots.of(report);
        for (Headline line : report.headline()) {
            table = table.with(row(line, report.headline(), slots, scale));
        }
        return Optional.of(new Section("results", "Results", table.toHtml(), Section.note(FOOTNOTE)));
    }

    private static Table.Row row(Headline line, List<Headline> all, Slots slots, IntervalScale scale) {
        List<Html> cells = new ArrayList<>();
        cells.add(name(line, slots));
        cells.add(text(line.role().isSpiking() ? Figures.count(line.ticks()) : Figures.DASH));
        cells.add(text(Figures.count(line.parameters())));
        cells.add(accuracy(line.validation()));
        cells.add(accuracy(line.test()));
        cells.add(line.test().<Html>map(scale::cell).orElse(text(Figures.DASH)));
        cells.add(Gain.of(line, all).map(ResultsSection::gain).orElse(text(Figures.DASH)));
        cells.add(text(
                line.spikesPerSample().isPresent()
                        ? Figures.number(line.spikesPerSample().getAsDouble())
                        : Figures.DASH));
        return new Table.Row(List.copyOf(cells), line.role() == Role.DISTILLED);
    }

    private static Html name(Headline line, Slots slots) {
        var dot = element("span").styled("dot slot-" + slots.of(line.network()));
        return line.network().equalsIgnoreCase(line.role().toString())
                ? element("span", dot, text(line.network()))
                : element(
                        "span",
                        dot,
                        text(line.network() + " "),
                        detail(line.role().toString()));
    }

    private static Html accuracy(Optional<Accuracy> accuracy) {
        return accuracy.<Html>map(some -> element(
                        "span",
                        text(Figures.percent(some.share()) + " "),
                        detail(Figures.count(some.correct()) + " of " + Figures.count(some.samples()))))
                .orElse(text(Figures.DASH));
    }

    private static Html gain(Gain gain) {
        return element("span", text(Figures.points(gain.points()) + " "), detail(gain.range() + ", " + gain.split()));
    }

    private static Html detail(String words) {
        return element("span", words).styled("detail");
    }
}

package org.spikestill.report.section;

import static org.spikestill.report.Html.element;
import static org.spikestill.report.Html.text;
import static org.spikestill.report.Table.numbers;
import static org.spikestill.report.Table.words;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.spikestill.report.Figures;
import org.spikestill.report.Html;
import org.spikestill.report.Section;
import org.spikestill.report.SeriesColours;
import org.spikestill.report.Table;
import org.spikestill.report.result.Accuracy;
import org.spikestill.report.result.Measure;
import org.spikestill.report.result.NetworkResult;

/// Accuracy, size and spikes of the networks of an experiment, side by side.
public final class ResultsSection {
    private static final String FOOTNOTE =
            "Intervals are Wilson score intervals at 95 %. A gain is the difference in percentage points to the baseline"
                    + " it names, on the split it names; its interval (Newcombe) takes the two measurements as"
                    + " independent, which makes it conservative on shared samples. Spikes are those of all layers and"
                    + " ticks, the mean over the samples. A dash stands for a figure that was not measured or does not"
                    + " apply.";

    private ResultsSection() {}

    /// @param networks names unique
    /// @param result name of the network whose row stands out
    public static Section of(List<NetworkResult> networks, String result, SeriesColours colours) {
        return of(networks, result, Measure.ACCURACY, colours);
    }

    /// As the other, of any measure.
    public static Section of(List<NetworkResult> networks, String result, Measure measure, SeriesColours colours) {
        if (networks.isEmpty()) {
            return new Section("results", "Results");
        }
        distinct(networks.stream().map(NetworkResult::name).toList());
        Table table = Table.of(
                measure.title() + ", size and spikes of each network",
                words("Network"),
                numbers("Test " + measure),
                words("95 % interval, test"),
                numbers("Gain, points"),
                numbers("Spikes per sample"),
                numbers("Ticks T"),
                numbers("Parameters"),
                numbers("Validation " + measure));
        IntervalScale scale = IntervalScale.of(networks);
        for (NetworkResult network : networks) {
            List<Html> cells = cells(network, networks, colours, scale);
            table = table.with(network.name().equals(result) ? new Table.Emphasised(cells) : new Table.Plain(cells));
        }
        return new Section("results", "Results", table.toHtml(), Html.note(FOOTNOTE));
    }

    private static void distinct(List<String> names) {
        for (String name : names) {
            if (names.indexOf(name) != names.lastIndexOf(name)) {
                throw new IllegalArgumentException("two networks of the report are called '" + name
                        + "': its other sections refer to networks by name, give one of them another");
            }
        }
    }

    private static List<Html> cells(
            NetworkResult network, List<NetworkResult> all, SeriesColours colours, IntervalScale scale) {
        List<Html> cells = new ArrayList<>();
        cells.add(name(network, colours));
        cells.add(accuracy(network.test()));
        cells.add(network.test().<Html>map(scale::cell).orElse(text(Figures.DASH)));
        cells.add(Gain.of(network, all).map(ResultsSection::gain).orElse(text(Figures.DASH)));
        cells.add(text(network.spikesPerSample().map(Figures::number).orElse(Figures.DASH)));
        cells.add(text(network.spikesPerSample().isPresent() ? Figures.count(network.ticks()) : Figures.DASH));
        cells.add(text(network.parameters() > 0 ? Figures.count(network.parameters()) : Figures.DASH));
        cells.add(accuracy(network.validation()));
        return cells;
    }

    private static Html name(NetworkResult network, SeriesColours colours) {
        List<Html> parts = new ArrayList<>();
        parts.add(element("span").styled("dot slot-" + colours.of(network.name())));
        parts.add(text(network.name()));
        if (!network.role().isEmpty() && !network.role().equalsIgnoreCase(network.name())) {
            parts.add(text(" "));
            parts.add(detail(network.role()));
        }
        return element("span", parts);
    }

    private static Html accuracy(Optional<Accuracy> accuracy) {
        return accuracy.<Html>map(some -> element(
                        "span",
                        text(Figures.percent(some.share()) + " "),
                        detail(Figures.count(some.correct()) + " of " + Figures.count(some.samples()))))
                .orElse(text(Figures.DASH));
    }

    private static Html gain(Gain gain) {
        return element(
                "span",
                text(Figures.points(gain.points()) + " "),
                detail(gain.range() + ", over " + gain.baseline() + ", " + gain.split()));
    }

    private static Html detail(String words) {
        return element("span", words).styled("detail");
    }
}

package org.spikestill.report;

import static org.spikestill.report.Html.element;
import static org.spikestill.report.Html.text;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Where the wall-clock time went.
final class TimeSection {
    private TimeSection() {}

    static Optional<Section> of(DistillReport report) {
        Map<String, Double> seconds = report.secondsByStage();
        if (seconds.isEmpty()) {
            return Optional.empty();
        }
        double total = seconds.values().stream()
                .filter(Double::isFinite)
                .mapToDouble(value -> value)
                .sum();
        Table table = Table.of(
                "Wall-clock time of each stage",
                Table.words("Stage"),
                Table.numbers("Time"),
                Table.numbers("Share"),
                Table.words(""));
        for (var stage : seconds.entrySet()) {
            double share = total > 0 ? stage.getValue() / total : Double.NaN;
            table = table.with(Table.row(List.of(
                    text(stage.getKey()),
                    text(Figures.duration(stage.getValue())),
                    text(Figures.percent(share)),
                    bar(share))));
        }
        table = table.total("all stages", Figures.duration(total), Figures.percent(total > 0 ? 1 : Double.NaN), "");
        return Optional.of(new Section("time", "Time", table.toHtml()));
    }

    private static Html bar(double share) {
        double width = Double.isFinite(share) ? 100 * share : 0;
        return element("span")
                .styled("bar")
                .with("style", String.format(Locale.ROOT, "width:%.2f%%", width))
                .with("aria-hidden", "true");
    }
}

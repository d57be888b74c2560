package org.spikestill.report.section;

import static org.spikestill.report.Html.element;
import static org.spikestill.report.Html.text;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.spikestill.report.Figures;
import org.spikestill.report.Html;
import org.spikestill.report.Section;
import org.spikestill.report.Table;

/// Wall-clock time of each step of a run.
public final class TimeSection {
    private TimeSection() {}

    /// @param seconds by step, in order; NaN where it was not measured
    public static Section of(Map<String, Double> seconds) {
        if (seconds.isEmpty()) {
            return new Section("time", "Time");
        }
        double total = seconds.values().stream()
                .filter(Double::isFinite)
                .mapToDouble(value -> value)
                .sum();
        Table table = Table.of(
                "Wall-clock time of each step",
                Table.words("Step"),
                Table.numbers("Time"),
                Table.numbers("Share"),
                Table.words(""));
        for (var step : seconds.entrySet()) {
            double share = total > 0 ? step.getValue() / total : Double.NaN;
            table = table.with(new Table.Plain(List.of(
                    text(step.getKey()),
                    text(Figures.duration(step.getValue())),
                    text(Figures.percent(share)),
                    bar(share))));
        }
        table = table.total("all steps", Figures.duration(total), Figures.percent(total > 0 ? 1 : Double.NaN), "");
        return new Section("time", "Time", table.toHtml());
    }

    private static Html bar(double share) {
        double width = Double.isFinite(share) ? 100 * share : 0;
        return element("span")
                .styled("bar")
                .with("style", String.format(Locale.ROOT, "width:%.2f%%", width))
                .with("aria-hidden", "true");
    }
}

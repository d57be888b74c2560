package org.spikestill.report.section;

import static org.spikestill.report.Html.element;
import static org.spikestill.report.Html.text;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.spikestill.report.Figures;
import org.spikestill.report.Html;
import org.spikestill.report.result.Accuracy;
import org.spikestill.report.result.NetworkResult;

/// The common axis of the intervals in a table.
///
/// @param low share at the left edge
/// @param high share at the right edge
record IntervalScale(double low, double high) {
    private static final double WIDTH = 140;
    private static final double MARGIN = 4;

    static IntervalScale of(List<NetworkResult> networks) {
        List<Accuracy.Interval> intervals = networks.stream()
                .map(NetworkResult::test)
                .flatMap(Optional::stream)
                .map(Accuracy::interval)
                .toList();
        return new IntervalScale(
                intervals.stream().mapToDouble(Accuracy.Interval::low).min().orElse(0),
                intervals.stream().mapToDouble(Accuracy.Interval::high).max().orElse(1));
    }

    /// The interval in figures and as a whisker with its estimate.
    Html cell(Accuracy accuracy) {
        Accuracy.Interval interval = accuracy.interval();
        var axis = element("line")
                .styled("axis")
                .with("x1", "0")
                .with("x2", String.valueOf(WIDTH))
                .with("y1", "6")
                .with("y2", "6");
        var line = element("line")
                .with("x1", at(interval.low()))
                .with("x2", at(interval.high()))
                .with("y1", "6")
                .with("y2", "6");
        var dot = element("circle")
                .with("cx", at(accuracy.share()))
                .with("cy", "6")
                .with("r", "2");
        var drawing = element("svg", axis, line, dot)
                .styled("whisker")
                .with("viewBox", "0 0 " + WIDTH + " 12")
                .with("aria-hidden", "true");
        return element(
                "span", text(Figures.percent(interval.low()) + " to " + Figures.percent(interval.high())), drawing);
    }

    private String at(double share) {
        double place = high > low ? (share - low) / (high - low) : 0.5;
        return String.format(Locale.ROOT, "%.1f", MARGIN + place * (WIDTH - 2 * MARGIN));
    }
}

package org.spikestill.report.section;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.spikestill.report.Chart;
import org.spikestill.report.Figures;
import org.spikestill.report.Html;
import org.spikestill.report.Section;
import org.spikestill.report.SeriesColours;
import org.spikestill.report.result.Evaluation;
import org.spikestill.report.result.Measure;
import org.spikestill.report.result.Split;

/// Accuracy of spiking networks after each time step.
public final class AccuracyByStepSection {
    private AccuracyByStepSection() {}

    /// @param networks evaluations on `split` by name, in order; artificial networks are left out
    public static Section of(Split split, Map<String, Evaluation> networks, SeriesColours colours) {
        return of(split, networks, Measure.ACCURACY, colours);
    }

    /// As the other, of any measure.
    public static Section of(Split split, Map<String, Evaluation> networks, Measure measure, SeriesColours colours) {
        Map<String, Evaluation> spiking = Spiking.of(networks);
        if (spiking.isEmpty()) {
            return new Section("steps", measure.title() + " by step");
        }
        int ticks = spiking.values().stream().mapToInt(Evaluation::ticks).max().orElseThrow();
        List<Chart.Series> curves = spiking.entrySet().stream()
                .map(each -> new Chart.Series(
                        each.getKey(),
                        colours.of(each.getKey()),
                        each.getValue().accuracyByTick()))
                .toList();
        Chart chart = new Chart(
                Chart.Kind.LINES,
                measure.title() + " after each step",
                "Step t",
                IntStream.rangeClosed(1, ticks).mapToObj(Figures::count).toList(),
                measure.title() + " (%)",
                Chart.Quantity.PERCENT,
                curves);
        return new Section(
                "steps",
                measure.title() + " by step",
                Html.note("The prediction is read from the output after t steps of one run of T. Measured on "
                        + EvaluatedOn.words(split, spiking) + "."),
                chart.toHtml(),
                chart.table().folded(measure.title() + " after each step as a table"));
    }
}

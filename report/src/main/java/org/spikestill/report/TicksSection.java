package org.spikestill.report;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/// How soon the spiking networks know: accuracy of the answer read after each step.
final class TicksSection {
    private TicksSection() {}

    static Optional<Section> of(DistillReport report) {
        List<TickCurve> curves = report.accuracyByTick();
        int ticks =
                curves.stream().mapToInt(curve -> curve.accuracy().size()).max().orElse(0);
        if (ticks == 0) {
            return Optional.empty();
        }
        Slots slots = Slots.of(report);
        Chart chart = new Chart(
                Chart.Kind.LINES,
                "Accuracy after each step",
                "Step t",
                IntStream.rangeClosed(1, ticks).mapToObj(Figures::count).toList(),
                "Accuracy (%)",
                Chart.Quantity.PERCENT,
                curves.stream()
                        .map(curve -> new Chart.Series(curve.network(), slots.of(curve.network()), curve.accuracy()))
                        .toList());
        return Optional.of(new Section(
                "steps",
                "Accuracy by step",
                Section.note("The answer is read from the output after t steps of one run of T. " + "Measured on "
                        + Source.listed(curves, TickCurve::source, TickCurve::network) + "."),
                chart.toHtml(),
                chart.table().folded("Accuracy after each step as a table")));
    }
}

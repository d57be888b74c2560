package org.spikestill.report.section;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.spikestill.report.Figures;
import org.spikestill.report.Html;
import org.spikestill.report.Section;
import org.spikestill.report.Table;
import org.spikestill.report.energy.PriceTable;
import org.spikestill.report.energy.PricedNetwork;
import org.spikestill.report.energy.WorkCounts;

/// Synaptic operations of spiking networks, and energy per sample beside artificial networks.
public final class EnergySection {
    private EnergySection() {}

    /// @param counts of the spiking networks by name; without one, the section is empty
    /// @param priced these networks and those they are compared with
    public static Section of(Map<String, WorkCounts> counts, List<PricedNetwork> priced) {
        if (counts.isEmpty()) {
            return new Section("energy", "Energy");
        }
        List<Html> content = new ArrayList<>();
        content.add(energies(priced).toHtml());
        SequencedSet<String> tables = new LinkedHashSet<>();
        SequencedSet<String> missing = new LinkedHashSet<>();
        priced.forEach(each -> {
            tables.add(each.table());
            missing.addAll(each.withMemory().missing());
        });
        content.add(Html.note(
                "Estimates: work counted on the test set, by NeuroBench's definition, times prices. In none of the"
                        + " figures: " + String.join(", ", missing)
                        + ". An artificial network does all its operations once, as"
                        + " multiply-accumulates."));
        tables.forEach(
                name -> content.add(Html.note("Prices " + PriceTable.of(name).describe() + ".")));
        counts.forEach((name, each) -> {
            content.add(operations(name, each).folded("Operations of " + name));
            each.membraneUpdatesPerSample()
                    .ifPresent(all -> content.add(membranes(name, each, all).folded("Membrane updates of " + name)));
        });
        return new Section("energy", "Energy", content);
    }

    private static Table energies(List<PricedNetwork> priced) {
        Table table = Table.of(
                "Energy per sample in nanojoules",
                Table.words("Network"),
                Table.words("Prices"),
                Table.numbers("Computation"),
                Table.numbers("With memory"));
        for (PricedNetwork each : priced) {
            table = table.with(
                    each.network(),
                    each.table(),
                    PricedNetwork.shown(each.computation()),
                    PricedNetwork.shown(each.withMemory()));
        }
        return table;
    }

    private static Table operations(String name, WorkCounts counts) {
        Table table = Table.of(
                "Synaptic operations of " + name + " per sample, in all " + Figures.count(counts.ticks(), "tick"),
                Table.words("Layer"),
                Table.numbers("Dense"),
                Table.numbers("Accumulates"),
                Table.numbers("Multiply-accumulates"));
        double samples = counts.samples();
        for (WorkCounts.LayerCount layer : counts.layers()) {
            table = table.with(
                    layer.name(),
                    "%,.0f".formatted(layer.dense() / samples),
                    "%,.0f".formatted(layer.adds() / samples),
                    "%,.0f".formatted(layer.multiplyAdds() / samples));
        }
        return table.total(
                "all layers",
                "%,.0f".formatted(counts.densePerSample()),
                "%,.0f".formatted(counts.addsPerSample()),
                "%,.0f".formatted(counts.multiplyAddsPerSample()));
    }

    private static Table membranes(String name, WorkCounts counts, double all) {
        Table table = Table.of(
                "Membranes of " + name
                        + " that change, per sample, and neurons times time steps, which the price of an update"
                        + " is for",
                Table.words("Population"),
                Table.numbers("Neurons × time steps"),
                Table.numbers("Membrane updates"));
        for (WorkCounts.PopulationCount each : counts.populations()) {
            table = table.with(
                    each.name(),
                    "%,d".formatted(each.neurons() * counts.ticks()),
                    "%,.0f".formatted((double) each.updates().orElseThrow() / counts.samples()));
        }
        return table.total("all populations", "%,.0f".formatted(counts.updatesPerSample()), "%,.0f".formatted(all));
    }
}

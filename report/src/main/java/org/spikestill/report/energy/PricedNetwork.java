package org.spikestill.report.energy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.spikestill.model.Network;

/// Energy per sample of one network on one price table.
///
/// @param network for people
/// @param table name of the price table
public record PricedNetwork(String network, String table, Estimate computation, Estimate withMemory) {
    /// Table of the artificial network whose weights and sums are integers.
    public static final String QUANTISED = "45nm-int8";

    public static PricedNetwork of(String network, WorkCounts counts, PriceTable prices) {
        return new PricedNetwork(
                network, prices.name(), Estimate.computation(counts, prices), Estimate.withMemory(counts, prices));
    }

    /// A figure never stands alone: spiking networks, the artificial network of their shape, in 8 bits too, and the teacher.
    ///
    /// @param spiking counts by name
    /// @param shape any of these networks
    /// @param teacher artificial, with its name
    public static List<PricedNetwork> table(
            Map<String, WorkCounts> spiking, Network shape, Map<String, Network> teacher, PriceTable prices) {
        List<PricedNetwork> rows = new ArrayList<>();
        spiking.forEach((name, counts) -> rows.add(of(name + ", T = " + counts.ticks(), counts, prices)));
        WorkCounts same = WorkCounts.artificial(shape);
        rows.add(of("artificial network of its shape", same, prices));
        rows.add(of("the same in 8 bits", same, PriceTable.of(QUANTISED)));
        teacher.forEach((name, network) -> rows.add(of(name, WorkCounts.artificial(network), prices)));
        return rows;
    }

    /// An estimate for people, in nanojoules; a sum that lacks the price of counted work is marked partial.
    public static String shown(Estimate estimate) {
        return estimate.nanojoules()
                .map("%,.1f"::formatted)
                .orElseGet(() -> "not available (partial: %,.1f)".formatted(estimate.partialNanojoules()));
    }
}

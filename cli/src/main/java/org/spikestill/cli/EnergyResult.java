package org.spikestill.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikestill.model.Network;
import org.spikestill.report.TextTable;
import org.spikestill.report.energy.PriceTable;
import org.spikestill.report.energy.PricedNetwork;
import org.spikestill.report.energy.StaticMetrics;
import org.spikestill.report.energy.WorkCounts;
import org.spikestill.report.result.Evaluation;

/// Counts and prices of a network. Its components are the fields of the JSON object.
///
/// @param metrics NeuroBench's static metrics
/// @param counts over all samples
/// @param rows the network and those it is compared with
/// @param operationsPerSynapse effective operations per sample by dense operations of one call: mean spikes per input
/// @param breakEven mean spikes per input below which accumulates cost less than the multiply-accumulates of the artificial network
/// @param breakEvenWithMemory the same with the fetch of a weight for each
record EnergyResult(
        Path model,
        String data,
        double accuracy,
        PriceTable prices,
        StaticMetrics metrics,
        WorkCounts counts,
        double activationSparsity,
        List<PricedNetwork> rows,
        double operationsPerSynapse,
        Optional<Double> breakEven,
        Optional<Double> breakEvenWithMemory) {
    static EnergyResult of(
            OpenModel model, Optional<OpenModel> teacher, String data, Evaluation evaluation, PriceTable prices) {
        Network network = model.network();
        WorkCounts counts = WorkCounts.of(network, evaluation);
        Map<String, Network> others = new LinkedHashMap<>();
        teacher.ifPresent(other -> others.put("teacher " + other.file().getFileName(), other.network()));
        List<PricedNetwork> rows = PricedNetwork.table(Map.of("spiking network", counts), network, others, prices);
        double perCall = counts.densePerSample() / counts.ticks();
        return new EnergyResult(
                model.file(),
                data,
                evaluation.accuracy(),
                prices,
                StaticMetrics.of(network, model.content().weights()),
                counts,
                counts.activationSparsity(),
                rows,
                (counts.addsPerSample() + counts.multiplyAddsPerSample()) / perCall,
                ratio(prices, Optional.of(0.0)),
                ratio(prices, prices.weightRead()));
    }

    private static Optional<Double> ratio(PriceTable prices, Optional<Double> read) {
        return prices.add().flatMap(add -> prices.multiplyAdd().flatMap(both -> read.map(r -> (both + r) / (add + r))));
    }

    String text() {
        return String.join("\n\n", heading(), work(), membranes(), costs(), remarks());
    }

    private String heading() {
        return """
                %s on %,d test samples of %s: accuracy %.2f %%, T = %d time steps
                %,d parameters, footprint %,d bytes in fp32, %,d with weights in 8 bits; connection sparsity %.4f, activation sparsity %.4f""".formatted(
                        model,
                        counts.samples(),
                        data,
                        100 * accuracy,
                        counts.ticks(),
                        metrics.parameters(),
                        metrics.footprintBytes(),
                        metrics.packedBytes(),
                        metrics.connectionSparsity(),
                        activationSparsity);
    }

    private String work() {
        TextTable table = new TextTable("operations per sample", "dense", "accumulates", "multiply-accumulates");
        for (WorkCounts.LayerCount layer : counts.layers()) {
            table.row(layer.name(), perSample(layer.dense()), perSample(layer.adds()), perSample(layer.multiplyAdds()));
        }
        table.row(
                "all",
                "%,.0f".formatted(counts.densePerSample()),
                "%,.0f".formatted(counts.addsPerSample()),
                "%,.0f".formatted(counts.multiplyAddsPerSample()));
        return table.toString();
    }

    private String membranes() {
        TextTable table =
                new TextTable("populations, per sample", "neurons x time steps", "membrane updates", "spikes");
        for (WorkCounts.PopulationCount each : counts.populations()) {
            table.row(
                    each.name(),
                    "%,d".formatted(each.neurons() * counts.ticks()),
                    each.updates().map(this::perSample).orElse(""),
                    perSample(each.spikes()));
        }
        table.row(
                "all",
                "%,.0f".formatted(counts.updatesPerSample()),
                counts.membraneUpdatesPerSample().map("%,.0f"::formatted).orElse(""),
                "%,.0f".formatted(counts.spikesPerSample()));
        return table.toString();
    }

    private String perSample(long total) {
        return "%,.0f".formatted((double) total / counts.samples());
    }

    private String costs() {
        TextTable table = new TextTable("energy per sample, nJ", "table", "computation", "with memory");
        for (PricedNetwork row : rows) {
            table.row(
                    row.network(),
                    row.table(),
                    PricedNetwork.shown(row.computation()),
                    PricedNetwork.shown(row.withMemory()));
        }
        return table.toString();
    }

    private String remarks() {
        PricedNetwork own = rows.getFirst();
        List<String> lines = new ArrayList<>();
        lines.add("prices " + prices.describe());
        lines.add("an update is priced for every neuron in every time step, whether its membrane changes or not");
        lines.add("left out of every figure: "
                + String.join(", ", own.withMemory().missing()));
        lines.add("effective operations per synapse: %.3f".formatted(operationsPerSynapse)
                + breakEven
                        .map(each -> "; accumulates alone beat the artificial network below %.2f".formatted(each))
                        .orElse("")
                + breakEvenWithMemory.map(", with memory below %.2f"::formatted).orElse(""));
        return String.join("\n", lines);
    }
}

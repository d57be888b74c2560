package org.spikestill.report.section;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import org.spikestill.report.Chart;
import org.spikestill.report.Figures;
import org.spikestill.report.Html;
import org.spikestill.report.Section;
import org.spikestill.report.SeriesColours;
import org.spikestill.report.Table;
import org.spikestill.report.result.Evaluation;
import org.spikestill.report.result.Evaluation.LayerActivity;
import org.spikestill.report.result.Split;

/// Firing rate and spikes of each layer of spiking networks.
public final class SpikesByLayerSection {
    private SpikesByLayerSection() {}

    /// @param networks evaluations on `split` by name, in order; artificial networks are left out
    public static Section of(Split split, Map<String, Evaluation> networks, SeriesColours colours) {
        Map<String, Evaluation> spiking = Spiking.of(networks);
        if (spiking.isEmpty()) {
            return new Section("spikes", "Spikes by layer");
        }
        List<Html> content = new ArrayList<>();
        content.add(Html.note("Measured on " + EvaluatedOn.words(split, spiking) + "."));
        content.add(chart(spiking, colours).toHtml());
        spiking.forEach((name, evaluation) ->
                content.add(table(name, split, evaluation).folded("Layers of " + name + " as a table")));
        return new Section("spikes", "Spikes by layer", content);
    }

    private static Chart chart(Map<String, Evaluation> networks, SeriesColours colours) {
        SequencedSet<String> layers = new LinkedHashSet<>();
        networks.values().forEach(each -> each.layers().forEach(layer -> layers.add(layer.name())));
        List<Chart.Series> series = new ArrayList<>();
        networks.forEach(
                (name, evaluation) -> series.add(new Chart.Series(name, colours.of(name), rates(evaluation, layers))));
        return new Chart(
                Chart.Kind.BARS,
                "Firing rate of each layer",
                "Layer",
                List.copyOf(layers),
                "Spikes per neuron and tick",
                Chart.Quantity.NUMBER,
                series);
    }

    private static List<Double> rates(Evaluation evaluation, SequencedSet<String> layers) {
        return layers.stream()
                .map(name -> evaluation.layers().stream()
                        .filter(layer -> layer.name().equals(name))
                        .findFirst()
                        .map(LayerActivity::firingRate)
                        .orElse(Double.NaN))
                .toList();
    }

    private static Table table(String network, Split split, Evaluation evaluation) {
        Table table = Table.of(
                network + ", " + Figures.count(evaluation.ticks(), "tick") + " ("
                        + EvaluatedOn.words(split, evaluation.samples()) + ")",
                Table.words("Layer"),
                Table.numbers("Neurons"),
                Table.numbers("Spikes per sample"),
                Table.numbers("Spikes per neuron and tick"));
        int neurons = 0;
        long spikes = 0;
        for (LayerActivity layer : evaluation.layers()) {
            table = table.with(cells(layer));
            neurons += layer.neurons();
            spikes += layer.spikes();
        }
        return table.total(
                cells(LayerActivity.of("all layers", neurons, spikes, evaluation.samples(), evaluation.ticks())));
    }

    private static String[] cells(LayerActivity layer) {
        return new String[] {
            layer.name(),
            Figures.count(layer.neurons()),
            Figures.number(layer.spikesPerSample()),
            Figures.number(layer.firingRate())
        };
    }
}

package org.spikestill.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.SequencedSet;

/// How much each layer fires.
final class ActivitySection {
    private ActivitySection() {}

    static Optional<Section> of(DistillReport report) {
        List<Activity> networks = report.activity();
        if (networks.isEmpty()) {
            return Optional.empty();
        }
        SequencedSet<String> layers = new LinkedHashSet<>();
        networks.forEach(network -> network.layers().forEach(layer -> layers.add(layer.layer())));
        Slots slots = Slots.of(report);
        Chart chart = new Chart(
                Chart.Kind.BARS,
                "Firing rate of each layer",
                "Layer",
                List.copyOf(layers),
                "Spikes per neuron and tick",
                Chart.Quantity.NUMBER,
                networks.stream()
                        .map(network -> new Chart.Series(
                                network.network(), slots.of(network.network()), rates(network, layers)))
                        .toList());
        List<Html> content = new ArrayList<>();
        content.add(Section.note("Counted on " + Source.listed(networks, Activity::source, Activity::network) + "."));
        content.add(chart.toHtml());
        networks.forEach(
                network -> content.add(table(network).folded("Layers of " + network.network() + " as a table")));
        return Optional.of(new Section("activity", "Spikes by layer", content));
    }

    private static List<Double> rates(Activity network, SequencedSet<String> layers) {
        return layers.stream()
                .map(name -> network.layers().stream()
                        .filter(layer -> layer.layer().equals(name))
                        .findFirst()
                        .map(layer -> layer.rate(network.ticks()))
                        .orElse(Double.NaN))
                .toList();
    }

    private static Table table(Activity network) {
        Table table = Table.of(
                network.network() + ", " + Figures.count(network.ticks()) + " ticks (" + network.source() + ")",
                Table.words("Layer"),
                Table.numbers("Neurons"),
                Table.numbers("Spikes per sample"),
                Table.numbers("Spikes per neuron and tick"));
        for (Activity.Population layer : network.layers()) {
            table = table.with(cells(layer, network.ticks()));
        }
        var all = new Activity.Population(
                "all layers",
                network.layers().stream()
                        .mapToLong(Activity.Population::neurons)
                        .sum(),
                network.layers().stream()
                        .mapToDouble(Activity.Population::spikesPerSample)
                        .sum());
        return table.total(cells(all, network.ticks()));
    }

    private static String[] cells(Activity.Population layer, int ticks) {
        return new String[] {
            layer.layer(),
            Figures.count(layer.neurons()),
            Figures.number(layer.spikesPerSample()),
            Figures.number(layer.rate(ticks))
        };
    }
}

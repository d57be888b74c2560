package org.spikestill.report.energy;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.spikestill.model.Network;
import org.spikestill.report.result.Evaluation;

/// Exact work of a network over a data set, apart from any price (NeuroBench's workload metrics).
///
/// @param samples counted
/// @param ticks time steps T per sample
/// @param layers with synapses, in order
/// @param populations that fire, in order
public record WorkCounts(int samples, int ticks, List<LayerCount> layers, List<PopulationCount> populations) {
    /// Operations of a layer over all samples and time steps.
    ///
    /// @param dense if all inputs and weights were other than 0
    /// @param adds effective accumulates: calls whose inputs are all −1, 0 or 1
    /// @param multiplyAdds effective multiply-accumulates: all other calls
    public record LayerCount(String name, long dense, long adds, long multiplyAdds) {}

    /// @param spikes over all samples and time steps
    /// @param updates of membranes by NeuroBench's definition, over the same; empty where they were not counted
    public record PopulationCount(String name, long neurons, long spikes, Optional<Long> updates) {
        public PopulationCount(String name, long neurons, long spikes) {
            this(name, neurons, spikes, Optional.empty());
        }
    }

    public WorkCounts {
        layers = List.copyOf(layers);
        populations = List.copyOf(populations);
    }

    /// Counts of a run; a call is one sample's time step, as in the reference harness with batches of one.
    public static WorkCounts of(Network network, Evaluation evaluation) {
        Map<String, Long> dense = DenseOperations.of(network);
        long calls = (long) evaluation.samples() * evaluation.ticks();
        List<LayerCount> layers = evaluation.work().stream()
                .map(each ->
                        new LayerCount(each.name(), dense.get(each.name()) * calls, each.adds(), each.multiplyAdds()))
                .toList();
        Map<String, Long> updates = new HashMap<>();
        evaluation.updates().forEach(each -> updates.put(each.name(), each.updates()));
        List<PopulationCount> populations = evaluation.layers().stream()
                .map(each -> new PopulationCount(
                        each.name(), each.neurons(), each.spikes(), Optional.ofNullable(updates.get(each.name()))))
                .toList();
        return new WorkCounts(evaluation.samples(), evaluation.ticks(), layers, populations);
    }

    /// One pass of an artificial network, whose every operation is a multiply-accumulate: what hardware that skips no zeros does.
    public static WorkCounts artificial(Network network) {
        List<LayerCount> layers = new ArrayList<>();
        DenseOperations.of(network).forEach((name, dense) -> layers.add(new LayerCount(name, dense, 0, dense)));
        return new WorkCounts(1, 1, layers, List.of());
    }

    public double densePerSample() {
        return (double) layers.stream().mapToLong(LayerCount::dense).sum() / samples;
    }

    public double addsPerSample() {
        return (double) layers.stream().mapToLong(LayerCount::adds).sum() / samples;
    }

    public double multiplyAddsPerSample() {
        return (double) layers.stream().mapToLong(LayerCount::multiplyAdds).sum() / samples;
    }

    public double spikesPerSample() {
        return (double) populations.stream().mapToLong(PopulationCount::spikes).sum() / samples;
    }

    /// Membranes that change, per sample: NeuroBench's membrane updates; empty where a population's were not counted.
    public Optional<Double> membraneUpdatesPerSample() {
        return populations.stream().allMatch(each -> each.updates().isPresent())
                ? Optional.of((double) populations.stream()
                                .mapToLong(each -> each.updates().orElseThrow())
                                .sum()
                        / samples)
                : Optional.empty();
    }

    /// Updates of neurons per sample if each is updated in every time step: those that a price stands for, since a neuron that may
    /// leak is computed whether its membrane changes or not.
    public double updatesPerSample() {
        return (double) neurons() * ticks;
    }

    private long neurons() {
        return populations.stream().mapToLong(PopulationCount::neurons).sum();
    }

    /// Share of zeros among the outputs of all populations that fire, over all time steps and samples.
    public double activationSparsity() {
        double outputs = (double) neurons() * ticks * samples;
        return outputs == 0
                ? 0
                : 1 - populations.stream().mapToLong(PopulationCount::spikes).sum() / outputs;
    }
}

package org.spikestill.report.result;

import java.util.List;

/// Accuracy, loss, spikes and synaptic operations of a network on a data set.
///
/// @param samples in the set
/// @param accuracy share of samples whose class is right after the last tick
/// @param accuracyByTick the same after each tick
/// @param loss mean cross-entropy of the logits after the last tick
/// @param layers firing populations, in order
/// @param work of the layers with synapses, in order; empty where the evaluator does not count it
/// @param predictions class of each sample after the last tick, in the order of the set
/// @param updates of the membranes of firing populations, in order; empty where the evaluator does not count them
public record Evaluation(
        int samples,
        double accuracy,
        List<Double> accuracyByTick,
        double loss,
        List<LayerActivity> layers,
        List<LayerWork> work,
        List<Integer> predictions,
        List<LayerUpdates> updates) {
    /// Spikes of one population.
    ///
    /// @param neurons in the population
    /// @param spikes fired over all samples and ticks
    /// @param spikesPerSample mean
    /// @param firingRate spikes per neuron and tick
    public record LayerActivity(String name, int neurons, long spikes, double spikesPerSample, double firingRate) {
        public static LayerActivity of(String name, int neurons, long spikes, int samples, int ticks) {
            double perSample = (double) spikes / samples;
            return new LayerActivity(name, neurons, spikes, perSample, perSample / neurons / ticks);
        }
    }

    /// Synaptic operations over all samples and ticks.
    ///
    /// @param adds accumulations: synapses driven by events of ±1
    /// @param multiplyAdds multiply-accumulates: synapses driven by events of any other value
    public record LayerWork(String name, long adds, long multiplyAdds) {}

    /// Changes of membranes over all samples and ticks.
    ///
    /// @param updates neurons whose membrane is another number after a tick, in the first tick of a sample all of them
    public record LayerUpdates(String name, long updates) {}

    /// Without samples: what absent fields of a stored evaluation are.
    public Evaluation() {
        this(0, 0, List.of(), 0, List.of(), List.of(), List.of());
    }

    /// Without counts of updates.
    public Evaluation(
            int samples,
            double accuracy,
            List<Double> accuracyByTick,
            double loss,
            List<LayerActivity> layers,
            List<LayerWork> work,
            List<Integer> predictions) {
        this(samples, accuracy, accuracyByTick, loss, layers, work, predictions, List.of());
    }

    /// The same with counts of updates.
    public Evaluation with(List<LayerUpdates> counted) {
        return new Evaluation(samples, accuracy, accuracyByTick, loss, layers, work, predictions, counted);
    }

    public Evaluation {
        accuracyByTick = List.copyOf(accuracyByTick);
        layers = List.copyOf(layers);
        work = List.copyOf(work);
        predictions = List.copyOf(predictions);
        updates = List.copyOf(updates);
    }

    /// Time steps T per sample.
    public int ticks() {
        return accuracyByTick.size();
    }

    public double spikesPerSample() {
        return layers.stream().mapToDouble(LayerActivity::spikesPerSample).sum();
    }

    public double addsPerSample() {
        return (double) work.stream().mapToLong(LayerWork::adds).sum() / samples;
    }

    public double multiplyAddsPerSample() {
        return (double) work.stream().mapToLong(LayerWork::multiplyAdds).sum() / samples;
    }
}

package org.spikestill.lab.measure;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.spikestill.data.Dataset;
import org.spikestill.lab.torch.RunMode;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.report.result.Evaluation;
import org.spikestill.report.result.Parity;
import org.spikestill.runtime.Engine;
import org.spikestill.runtime.Prediction;
import org.spikestill.runtime.Session;

/// Comparison of trainer and engine on the same samples, since a deployed network is not assumed to be equal.
///
/// The two add the same numbers in another order, so a membrane potential can end on the other side of its threshold by a
/// rounding error.
public final class ParityCheck {
    /// Samples searched for the first divergence if no prediction differs.
    private static final int SEARCHED = 200;

    private ParityCheck() {}

    /// @param trainer evaluation of the data set by the trainer
    /// @param deployed evaluation of the data set by the engine
    public static Parity of(
            Network network, Weights weights, Engine engine, Dataset data, Evaluation trainer, Evaluation deployed)
            throws IOException {
        List<Parity.Difference> differences = new ArrayList<>();
        for (int i = 0; i < trainer.samples(); i++) {
            int ours = trainer.predictions().get(i);
            int theirs = deployed.predictions().get(i);
            if (ours != theirs) {
                differences.add(new Parity.Difference(i, data.label(i), ours, theirs));
            }
        }
        List<Parity.LayerSpikes> layers = new ArrayList<>();
        boolean same = differences.isEmpty();
        for (int layer = 0; layer < trainer.layers().size(); layer++) {
            long ours = trainer.layers().get(layer).spikes();
            long theirs = deployed.layers().get(layer).spikes();
            layers.add(new Parity.LayerSpikes(trainer.layers().get(layer).name(), ours, theirs));
            same &= ours == theirs;
        }
        Optional<Parity.Divergence> first =
                same ? Optional.empty() : search(network, weights, engine, data, suspects(differences, data));
        return new Parity(trainer.samples(), differences, layers, first);
    }

    private static int[] suspects(List<Parity.Difference> differences, Dataset data) {
        return differences.isEmpty()
                ? IntStream.range(0, Math.min(SEARCHED, data.size())).toArray()
                : new int[] {differences.getFirst().index()};
    }

    private static Optional<Parity.Divergence> search(
            Network network, Weights weights, Engine engine, Dataset data, int[] samples) throws IOException {
        float[] sample = new float[data.sample().elements()];
        List<TorchNetwork> prefixes = new ArrayList<>();
        Session session = engine.open();
        try {
            for (int t = 1; t <= network.ticks(); t++) {
                prefixes.add(new TorchNetwork(network.withTicks(t), weights));
            }
            for (int index : samples) {
                data.read(index, sample);
                long key = Evaluator.ENCODER.at(index);
                Prediction prediction = session.run(sample, key);
                Optional<Parity.Divergence> found = compare(index, sample, key, prefixes, prediction);
                if (found.isPresent()) {
                    return found;
                }
            }
            return Optional.empty();
        } finally {
            prefixes.forEach(TorchNetwork::close);
        }
    }

    /// Runs the trainer for 1, 2, … ticks, so that its totals tell when each spike came.
    private static Optional<Parity.Divergence> compare(
            int index, float[] sample, long key, List<TorchNetwork> prefixes, Prediction prediction) {
        Map<String, Long> seen = new HashMap<>();
        for (int t = 1; t <= prefixes.size(); t++) {
            try (Scope _ = Scope.open()) {
                Map<String, Long> spikes = prefixes.get(t - 1)
                        .run(sample, 1, new long[] {key}, RunMode.evaluation())
                        .spikes();
                for (Map.Entry<String, Long> layer : spikes.entrySet()) {
                    long engine = seen.merge(layer.getKey(), prediction.spikes(layer.getKey(), t - 1), Long::sum);
                    if (engine != layer.getValue()) {
                        return Optional.of(new Parity.Divergence(index, t, layer.getKey(), layer.getValue(), engine));
                    }
                }
            }
        }
        return Optional.empty();
    }
}

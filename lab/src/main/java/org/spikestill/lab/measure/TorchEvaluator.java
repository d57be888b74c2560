package org.spikestill.lab.measure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikestill.lab.data.Batch;
import org.spikestill.lab.data.Dataset;
import org.spikestill.lab.data.Loader;
import org.spikestill.lab.torch.RunMode;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.lab.torch.Trace;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;

/// Evaluation on the trainer's own engine.
public record TorchEvaluator(TorchNetwork torch) implements Evaluator {
    /// Frames that one batch may hold: bounds memory at long T.
    private static final int FRAMES = 1000;

    @Override
    public Evaluation evaluate(Dataset data, Listener listener) {
        Network network = torch.network();
        Tally tally = new Tally(network);
        int batch = Math.clamp(FRAMES / network.ticks(), 1, 250);
        try (Loader loader = Loader.inOrder(data, batch)) {
            for (Batch each : loader) {
                try (Scope _ = Scope.open()) {
                    long[] keys = Evaluator.keys(each.indices(), each.size());
                    tally.add(torch.run(each.images(), each.size(), keys, RunMode.evaluation()), each);
                }
                listener.evaluated(tally.samples, data.size());
            }
        }
        return tally.result();
    }

    private static final class Tally {
        private final Network network;
        private final int[] correct;
        private final Map<String, Long> spikes = new LinkedHashMap<>();
        private final List<Integer> predictions = new ArrayList<>();
        private double loss;
        private int samples;

        Tally(Network network) {
            this.network = network;
            this.correct = new int[network.ticks()];
        }

        void add(Trace trace, Batch batch) {
            Tensor labels = Tensor.ofLabels(batch.labels(), batch.size());
            loss += (double) trace.logits().crossEntropy(labels).toFloat() * batch.size();
            int[] classes = trace.logitsByTick().argmax(2).toInts(); // [T, N]
            for (int i = 0; i < classes.length; i++) {
                correct[i / batch.size()] += classes[i] == batch.labels()[i % batch.size()] ? 1 : 0;
            }
            for (int i = classes.length - batch.size(); i < classes.length; i++) {
                predictions.add(classes[i]);
            }
            trace.spikes().forEach((layer, count) -> spikes.merge(layer, count, Long::sum));
            samples += batch.size();
        }

        Evaluation result() {
            Map<String, Shape> shapes = network.shapes();
            List<Double> byTick = new ArrayList<>();
            for (int count : correct) {
                byTick.add((double) count / samples);
            }
            List<Evaluation.LayerActivity> layers = new ArrayList<>();
            spikes.forEach((name, count) -> layers.add(
                    Evaluation.LayerActivity.of(name, shapes.get(name).elements(), count, samples, network.ticks())));
            return new Evaluation(samples, byTick.getLast(), byTick, loss / samples, layers, List.of(), predictions);
        }
    }
}

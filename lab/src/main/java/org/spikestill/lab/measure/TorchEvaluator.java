package org.spikestill.lab.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.spikestill.data.Batch;
import org.spikestill.data.Dataset;
import org.spikestill.lab.torch.RunMode;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.lab.torch.Trace;
import org.spikestill.lab.torch.WorkMeter;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.report.result.Evaluation;

/// Evaluation on the trainer's own engine.
///
/// @param meter a new one for each evaluation: of synaptic operations and membrane updates, or none that counts
public record TorchEvaluator(TorchNetwork torch, Supplier<Optional<WorkMeter>> meter) implements Evaluator {
    public TorchEvaluator(TorchNetwork torch) {
        this(torch, Optional::empty);
    }

    /// One that also counts synaptic operations and membrane updates, for a pass over the inputs of every layer.
    public static TorchEvaluator counting(TorchNetwork torch) {
        return new TorchEvaluator(torch, () -> Optional.of(new WorkMeter()));
    }

    @Override
    public Evaluation evaluate(Dataset data, Listener listener) {
        return evaluate(data, new Tally(torch.network(), Optional.empty()), listener);
    }

    @Override
    public Watched evaluate(Dataset data, ExitRule rule, Listener listener) {
        ExitTrace ticks = new ExitTrace(rule, data.size(), torch.network().ticks(), false);
        return new Watched(evaluate(data, new Tally(torch.network(), Optional.of(ticks)), listener), ticks);
    }

    private Evaluation evaluate(Dataset data, Tally tally, Listener listener) {
        Evaluator.requireClasses(data);
        Optional<WorkMeter> counting = meter.get();
        RunMode mode = counting.map(RunMode.evaluation()::in).orElse(RunMode.evaluation());
        TorchPass.over(torch, data, mode, (trace, batch) -> {
            tally.add(trace, batch);
            listener.evaluated(tally.samples, data.size());
        });
        Evaluation result = tally.result(counting.map(WorkMeter::work).orElse(Map.of()));
        return result.with(updates(counting.map(WorkMeter::updates).orElse(Map.of())));
    }

    private static List<Evaluation.LayerUpdates> updates(Map<String, Long> counted) {
        return counted.entrySet().stream()
                .map(each -> new Evaluation.LayerUpdates(each.getKey(), each.getValue()))
                .toList();
    }

    private static final class Tally {
        private final Network network;
        private final int[] correct;
        private final Map<String, Long> spikes = new LinkedHashMap<>();
        private final List<Integer> predictions = new ArrayList<>();
        private final Optional<ExitTrace> ticks;
        private double loss;
        private int samples;

        /// @param ticks receive how sure the network is
        Tally(Network network, Optional<ExitTrace> ticks) {
            this.network = network;
            this.ticks = ticks;
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
            ticks.ifPresent(each -> watch(each, trace.logitsByTick(), batch, classes));
            trace.spikes().forEach((layer, count) -> spikes.merge(layer, count, Long::sum));
            samples += batch.size();
        }

        private void watch(ExitTrace watched, Tensor logits, Batch batch, int[] classes) {
            int width = (int) logits.size(2);
            float[] values = logits.toFloats(); // [T, N, K]
            for (int i = 0; i < classes.length; i++) {
                int sample = i % batch.size();
                watched.set(
                        samples + sample,
                        i / batch.size(),
                        Arrays.copyOfRange(values, i * width, (i + 1) * width),
                        classes[i] == batch.labels()[sample]);
            }
        }

        Evaluation result(Map<String, WorkMeter.Work> counted) {
            Map<String, Shape> shapes = network.shapes();
            List<Double> byTick = new ArrayList<>();
            for (int count : correct) {
                byTick.add((double) count / samples);
            }
            List<Evaluation.LayerActivity> layers = new ArrayList<>();
            spikes.forEach((name, count) -> layers.add(
                    Evaluation.LayerActivity.of(name, shapes.get(name).elements(), count, samples, network.ticks())));
            List<Evaluation.LayerWork> work = new ArrayList<>();
            counted.forEach((name, each) -> work.add(new Evaluation.LayerWork(name, each.adds(), each.multiplyAdds())));
            return new Evaluation(samples, byTick.getLast(), byTick, loss / samples, layers, work, predictions);
        }
    }
}

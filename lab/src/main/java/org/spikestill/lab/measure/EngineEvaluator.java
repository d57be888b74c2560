package org.spikestill.lab.measure;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.spikestill.data.Dataset;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.report.result.Evaluation;
import org.spikestill.runtime.Engine;
import org.spikestill.runtime.MembraneUpdates;
import org.spikestill.runtime.Prediction;
import org.spikestill.runtime.Session;

/// Evaluation on the event-driven engine, one session per thread. The result does not depend on the number of threads.
///
/// @param meter a new one for each session: of membrane updates, or none
public record EngineEvaluator(Engine engine, int threads, Supplier<Optional<MembraneUpdates>> meter)
        implements Evaluator {
    public EngineEvaluator(Engine engine) {
        this(engine, Runtime.getRuntime().availableProcessors());
    }

    public EngineEvaluator(Engine engine, int threads) {
        this(engine, threads, Optional::empty);
    }

    /// One that also counts membrane updates, for a pass over all membranes after every tick.
    ///
    /// @param engine made by [Engine#traced]
    public static EngineEvaluator counting(Engine engine) {
        return new EngineEvaluator(
                engine, Runtime.getRuntime().availableProcessors(), () -> Optional.of(new MembraneUpdates()));
    }

    @Override
    public Evaluation evaluate(Dataset data, Listener listener) {
        return evaluate(data, Optional.empty(), listener);
    }

    @Override
    public Watched evaluate(Dataset data, ExitRule rule, Listener listener) {
        ExitTrace ticks = new ExitTrace(rule, data.size(), engine.network().ticks(), true);
        return new Watched(evaluate(data, Optional.of(ticks), listener), ticks);
    }

    private Evaluation evaluate(Dataset data, Optional<ExitTrace> ticks, Listener listener) {
        Evaluator.requireClasses(data);
        Results results = new Results(engine, data.size());
        AtomicInteger next = new AtomicInteger();
        AtomicInteger done = new AtomicInteger();
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                Optional<MembraneUpdates> counting = meter.get();
                counting.ifPresent(results.updates::add);
                workers.add(pool.submit(() -> work(data, results, ticks, counting, next, done, listener)));
            }
            for (Future<?> worker : workers) {
                worker.get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while evaluating", e);
        }
        return results.evaluation();
    }

    private void work(
            Dataset data,
            Results results,
            Optional<ExitTrace> ticks,
            Optional<MembraneUpdates> counting,
            AtomicInteger next,
            AtomicInteger done,
            Listener listener) {
        float[] sample = new float[data.sample().elements()];
        Session session = engine.open();
        counting.ifPresent(session::listen);
        try {
            for (int index = next.getAndIncrement(); index < data.size(); index = next.getAndIncrement()) {
                int label = data.read(index, sample);
                session.begin(sample, ENCODER.at(index));
                while (session.step()) {
                    if (ticks.isPresent()) {
                        watch(ticks.get(), index, label, session.prediction());
                    }
                }
                results.set(index, label, session.prediction());
                listener.evaluated(done.incrementAndGet(), data.size());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e.getMessage(), e);
        }
    }

    private static void watch(ExitTrace ticks, int index, int label, Prediction soFar) {
        int tick = soFar.ticks() - 1;
        ticks.set(index, tick, soFar.logits(), soFar.predicted() == label);
        ticks.count(
                index,
                tick,
                soFar.firingLayers().stream().mapToLong(soFar::spikes).sum(),
                soFar.synapticLayers().stream().mapToLong(soFar::adds).sum());
    }

    /// Every sample writes its own row; sums are taken afterwards, in order.
    private static final class Results {
        private final Network network;
        private final List<String> layers;
        private final List<String> synaptic;
        private final int[] labels;
        private final int[][] predictions;
        private final long[][] spikes;
        private final long[][] adds;
        private final long[][] multiplyAdds;
        private final double[] losses;
        private final List<MembraneUpdates> updates = new ArrayList<>();

        Results(Engine engine, int samples) {
            this.network = engine.network();
            this.layers = network.firing().stream().map(Network.Node::name).toList();
            this.synaptic = engine.synapticLayers();
            this.labels = new int[samples];
            this.predictions = new int[samples][network.ticks()];
            this.spikes = new long[samples][layers.size()];
            this.adds = new long[samples][synaptic.size()];
            this.multiplyAdds = new long[samples][synaptic.size()];
            this.losses = new double[samples];
        }

        void set(int index, int label, Prediction prediction) {
            labels[index] = label;
            for (int t = 0; t < network.ticks(); t++) {
                predictions[index][t] = prediction.predictedAfter(t);
            }
            for (int layer = 0; layer < layers.size(); layer++) {
                spikes[index][layer] = prediction.spikes(layers.get(layer));
            }
            for (int layer = 0; layer < synaptic.size(); layer++) {
                adds[index][layer] = prediction.adds(synaptic.get(layer));
                multiplyAdds[index][layer] = prediction.multiplyAdds(synaptic.get(layer));
            }
            losses[index] = Softmax.crossEntropy(logits(prediction), label);
        }

        private static float[] logits(Prediction prediction) {
            float[] logits = new float[prediction.classes()];
            for (int k = 0; k < logits.length; k++) {
                logits[k] = prediction.logit(k);
            }
            return logits;
        }

        Evaluation evaluation() {
            int samples = labels.length;
            List<Double> byTick = new ArrayList<>();
            for (int t = 0; t < network.ticks(); t++) {
                int correct = 0;
                for (int i = 0; i < samples; i++) {
                    correct += predictions[i][t] == labels[i] ? 1 : 0;
                }
                byTick.add((double) correct / samples);
            }
            double loss = 0;
            List<Integer> last = new ArrayList<>();
            for (int i = 0; i < samples; i++) {
                loss += losses[i];
                last.add(predictions[i][network.ticks() - 1]);
            }
            return new Evaluation(samples, byTick.getLast(), byTick, loss / samples, activity(samples), work(), last)
                    .with(updates());
        }

        private List<Evaluation.LayerUpdates> updates() {
            return updates.isEmpty()
                    ? List.of()
                    : layers.stream()
                            .map(name -> new Evaluation.LayerUpdates(
                                    name,
                                    updates.stream()
                                            .mapToLong(each -> each.counts().getOrDefault(name, 0L))
                                            .sum()))
                            .toList();
        }

        private List<Evaluation.LayerActivity> activity(int samples) {
            Map<String, Shape> shapes = network.shapes();
            List<Evaluation.LayerActivity> activity = new ArrayList<>();
            for (int layer = 0; layer < layers.size(); layer++) {
                String name = layers.get(layer);
                activity.add(Evaluation.LayerActivity.of(
                        name, shapes.get(name).elements(), total(spikes, layer), samples, network.ticks()));
            }
            return activity;
        }

        private List<Evaluation.LayerWork> work() {
            return IntStream.range(0, synaptic.size())
                    .mapToObj(layer -> new Evaluation.LayerWork(
                            synaptic.get(layer), total(adds, layer), total(multiplyAdds, layer)))
                    .toList();
        }

        private static long total(long[][] rows, int column) {
            return Arrays.stream(rows).mapToLong(row -> row[column]).sum();
        }
    }
}

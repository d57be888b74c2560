package org.spikestill.bench.engine;

import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.spikestill.runtime.Engine;
import org.spikestill.runtime.Prediction;
import org.spikestill.runtime.Session;
import org.spikestill.runtime.WeightType;
import org.spikestill.runtime.kernel.Kernels;

/// A workload on an engine of its own, ready to be timed.
final class Runner implements AutoCloseable {
    private final Workload workload;
    private final WeightType type;
    private final Engine engine;
    private final Session session;
    private int next;

    Runner(Workload workload, WeightType type, Kernels kernels) {
        this.workload = workload;
        this.type = type;
        engine = Engine.of(workload.network(), workload.weights(), type, kernels);
        session = engine.open();
    }

    static String name(double activity, WeightType type) {
        return activity == 0
                ? "engine " + type + ", silent"
                : String.format(Locale.ROOT, "engine %s, %.4g %% active", type, 100 * activity);
    }

    String name() {
        return name(workload.activity(), type);
    }

    double activity() {
        return workload.activity();
    }

    WeightType type() {
        return type;
    }

    Workload workload() {
        return workload;
    }

    Engine engine() {
        return engine;
    }

    float[] image(int number) {
        return workload.samples().get(number % workload.samples().size());
    }

    /// Logits and spikes, to compare.
    String answer(int image) {
        Prediction prediction = session.run(image(image), image);
        String logits = IntStream.range(0, prediction.classes())
                .mapToObj(k -> String.valueOf(prediction.logit(k)))
                .collect(Collectors.joining(" "));
        return logits + " "
                + prediction.firingLayers().stream()
                        .map(layer -> String.valueOf(prediction.spikes(layer)))
                        .collect(Collectors.joining(" "));
    }

    /// Milliseconds per image, over some of them one after the other.
    double millis(int images) {
        long start = System.nanoTime();
        for (int i = 0; i < images; i++) {
            session.run(image(next), next);
            next++;
        }
        return (System.nanoTime() - start) / 1e6 / images;
    }

    /// Additions per image in the layers that events drive, all but the first.
    double additions() {
        double sum = 0;
        for (int image = 0; image < workload.samples().size(); image++) {
            Prediction prediction = session.run(image(image), image);
            for (String layer : prediction
                    .synapticLayers()
                    .subList(1, prediction.synapticLayers().size())) {
                sum += prediction.adds(layer) + prediction.multiplyAdds(layer);
            }
        }
        return sum / workload.samples().size();
    }

    @Override
    public void close() {
        engine.close();
    }
}

package org.spikestill.bench.device;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikestill.runtime.Engine;
import org.spikestill.runtime.Prediction;
import org.spikestill.runtime.Session;

/// The float engine, or an emulation on it.
record OnEngine(String name, Engine engine, Session session, List<float[]> samples) implements Contender {
    OnEngine(String name, Engine engine, List<float[]> samples) {
        this(name, engine, engine.open(), samples);
    }

    @Override
    public Answers run() {
        List<Integer> classes = new ArrayList<>(samples.size());
        Map<String, Long> spikes = new LinkedHashMap<>();
        long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (int i = 0; i < samples.size(); i++) {
            Prediction prediction = session.run(samples.get(i), i);
            classes.add(prediction.predicted());
            for (String layer : prediction.firingLayers()) {
                spikes.merge(layer, prediction.spikes(layer), Long::sum);
            }
        }
        long nanos = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
        return new Answers(classes, spikes, nanos / 1e6);
    }

    @Override
    public void close() {
        engine.close();
    }
}

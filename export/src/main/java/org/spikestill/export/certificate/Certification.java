package org.spikestill.export.certificate;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.spikestill.export.certificate.Certificate.Result;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;

/// The comparison of all implementations of a network with the engine, each sample through all of them.
///
/// @param others than the engine, in order
public record Certification(Network network, Weights weights, List<Implementation.Maker> others) {
    public Certification {
        others = List.copyOf(others);
    }

    /// Samples of the comparison.
    public interface Samples {
        /// @param into receives raw values in [0, 1], channel-major
        /// @return the class
        int read(int index, float[] into) throws IOException;
    }

    /// @param count of samples, from the first
    /// @param done receives the number of samples that every implementation has run
    /// @return the engine's own result first
    public List<Result> run(Samples samples, int count, IntConsumer done) throws IOException {
        Map<Implementation.Maker, Implementation> opened = new LinkedHashMap<>();
        try (EngineRun engine = new EngineRun(network, weights)) {
            Map<String, Result> unavailable = new LinkedHashMap<>();
            for (Implementation.Maker maker : others) {
                try {
                    opened.put(maker, maker.of(network, weights));
                } catch (Implementation.Unavailable e) {
                    unavailable.put(maker.name(), Result.unavailable(maker, e.getMessage()));
                }
            }
            return results(engine, opened, unavailable, new Source(samples, count, done));
        } finally {
            for (Implementation each : opened.values()) {
                each.close();
            }
        }
    }

    private record Source(Samples samples, int count, IntConsumer done) {}

    private List<Result> results(
            EngineRun engine,
            Map<Implementation.Maker, Implementation> opened,
            Map<String, Result> unavailable,
            Source source)
            throws IOException {
        List<String> layers = layers();
        Implementation.Maker reference = new Reference();
        Map<Implementation.Maker, Tally> tallies = new LinkedHashMap<>();
        tallies.put(reference, new Tally(layers, network.ticks()));
        opened.keySet().forEach(maker -> tallies.put(maker, new Tally(layers, network.ticks())));
        float[] sample = new float[network.input().elements()];
        for (int i = 0; i < source.count(); i++) {
            int label = source.samples().read(i, sample);
            SampleTrace ours = engine.run(sample, i);
            tallies.get(reference).add(i, label, ours, ours);
            for (Map.Entry<Implementation.Maker, Implementation> other : opened.entrySet()) {
                tallies.get(other.getKey()).add(i, label, ours, other.getValue().run(sample, i));
            }
            source.done().accept(i + 1);
        }
        List<Result> results = new ArrayList<>(List.of(tallies.get(reference).result(reference, "")));
        for (Implementation.Maker maker : others) {
            results.add(
                    opened.containsKey(maker)
                            ? tallies.get(maker).result(maker, opened.get(maker).artefact())
                            : unavailable.get(maker.name()));
        }
        return results;
    }

    /// Names of the layers that fire, in order.
    public List<String> layers() {
        return network.firing().stream().map(Network.Node::name).toList();
    }

    private record Reference() implements Implementation.Maker {
        @Override
        public String name() {
            return Certificate.ENGINE;
        }

        @Override
        public Implementation of(Network network, Weights weights) {
            return new EngineRun(network, weights);
        }
    }
}

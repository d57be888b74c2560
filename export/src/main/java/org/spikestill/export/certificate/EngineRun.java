package org.spikestill.export.certificate;

import java.util.ArrayList;
import java.util.List;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.runtime.Engine;
import org.spikestill.runtime.Session;

/// The event-driven engine, the reference that all others are compared with.
///
/// @param artefact digest of the file that the network was read from, or an empty text
public record EngineRun(String name, String artefact, Network network, Weights weights) implements Implementation {
    public EngineRun(Network network, Weights weights) {
        this("engine", "", network, weights);
    }

    @Override
    public List<SampleTrace> run(List<float[]> samples) {
        try (Engine engine = Engine.of(network, weights)) {
            Session session = engine.open();
            List<SampleTrace> traces = new ArrayList<>();
            for (int i = 0; i < samples.size(); i++) {
                traces.add(SampleTrace.of(session.run(samples.get(i), i)));
            }
            return traces;
        }
    }
}

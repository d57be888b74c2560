package org.spikestill.export.certificate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.runtime.Engine;
import org.spikestill.runtime.ObservedNetwork;
import org.spikestill.runtime.Prediction;
import org.spikestill.runtime.Session;

/// The event-driven engine, the reference that all others are compared with. A network whose spikes are pooled as they arise runs twice, as
/// it is deployed and with its spikes kept, and both have to agree.
public final class EngineRun implements Implementation {
    private final String artefact;
    private final List<String> layers;
    private final Engine deployed;
    private final Engine observed;
    private final Session once;
    private final Session again;

    public EngineRun(Network network, Weights weights) {
        this("", network, weights);
    }

    /// @param artefact digest of the file that the network was read from, or an empty text
    EngineRun(String artefact, Network network, Weights weights) {
        this.artefact = artefact;
        layers = network.firing().stream().map(Network.Node::name).toList();
        deployed = Engine.of(network, weights);
        observed = Engine.of(ObservedNetwork.of(network), weights);
        once = deployed.open();
        again = observed.open();
    }

    @Override
    public String artefact() {
        return artefact;
    }

    @Override
    public SampleTrace run(float[] sample, long key) {
        SampleTrace trace = trace(again, layers, sample, key);
        Prediction prediction = once.run(sample, key);
        for (int layer = 0; layer < layers.size(); layer++) {
            for (int tick = 0; tick < prediction.ticks(); tick++) {
                long pooled = prediction.spikes(layers.get(layer), tick);
                int kept = trace.spikes().get(tick).get(layer).cardinality();
                if (pooled != kept) {
                    throw new IllegalStateException("'%s' has %d spikes in step %d, and %d if the engine keeps them"
                            .formatted(layers.get(layer), pooled, tick + 1, kept));
                }
            }
        }
        return trace;
    }

    /// All spikes of a sample.
    ///
    /// @param layers that fire
    static SampleTrace trace(Session session, List<String> layers, float[] sample, long key) {
        List<List<BitSet>> spikes = new ArrayList<>();
        session.begin(sample, key);
        while (session.step()) {
            List<BitSet> now = new ArrayList<>();
            for (String layer : layers) {
                BitSet fired = new BitSet();
                for (int neuron : session.spikes(layer)) {
                    fired.set(neuron);
                }
                now.add(fired);
            }
            spikes.add(now);
        }
        return new SampleTrace(spikes, session.prediction().predicted());
    }

    @Override
    public void close() {
        deployed.close();
        observed.close();
    }
}

package org.spikestill.lab.measure;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.spikestill.export.certificate.Implementation;
import org.spikestill.export.certificate.SampleTrace;
import org.spikestill.lab.torch.RunMode;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.lab.torch.Trace;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;

/// The trainer, which adds the same numbers in another order, and in an order of the machine's: a membrane may end on the other side of
/// its threshold by a rounding error.
public record TrainerRun() implements Implementation.Maker {
    @Override
    public String name() {
        return "trainer";
    }

    @Override
    public boolean isPortable() {
        return false;
    }

    @Override
    public Implementation of(Network network, Weights weights) {
        return new Run(network, new TorchNetwork(network, weights));
    }

    /// @param network that `torch` holds
    record Run(Network network, TorchNetwork torch) implements Implementation {
        @Override
        public String artefact() {
            return "";
        }

        @Override
        public SampleTrace run(float[] sample, long key) {
            Set<String> layers = new LinkedHashSet<>();
            network.firing().forEach(node -> layers.add(node.name()));
            try (Scope _ = Scope.open()) {
                Trace trace = torch.run(
                        sample, 1, new long[] {key}, RunMode.evaluation().withTrains(layers));
                List<List<BitSet>> spikes = new ArrayList<>();
                for (int tick = 0; tick < network.ticks(); tick++) {
                    spikes.add(new ArrayList<>());
                }
                for (String layer : layers) {
                    split(trace.trains().get(layer), spikes);
                }
                return new SampleTrace(spikes, trace.logits().argmax(1).toInts()[0]);
            }
        }

        /// @param train spikes of a layer `[T, 1, …]`
        private static void split(Tensor train, List<List<BitSet>> ticks) {
            float[] values = train.toFloats();
            int neurons = values.length / ticks.size();
            for (int tick = 0; tick < ticks.size(); tick++) {
                BitSet fired = new BitSet(neurons);
                for (int i = 0; i < neurons; i++) {
                    fired.set(i, values[tick * neurons + i] != 0);
                }
                ticks.get(tick).add(fired);
            }
        }

        @Override
        public void close() {
            torch.close();
        }
    }
}

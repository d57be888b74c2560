package org.spikestill.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.spikestill.export.certificate.Implementation;
import org.spikestill.export.certificate.SampleTrace;
import org.spikestill.lab.torch.RunMode;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;

/// The trainer, which adds the same numbers in another order: a membrane may end on the other side of its threshold by a rounding error.
record TrainerRun() implements Implementation.Maker {
    @Override
    public String name() {
        return "trainer";
    }

    @Override
    public Implementation of(Network network, Weights weights) {
        return new Run(network, weights);
    }

    private record Run(Network network, Weights weights) implements Implementation {
        @Override
        public String name() {
            return "trainer";
        }

        @Override
        public String artefact() {
            return "";
        }

        /// Sums over the time steps, one sample at a time.
        @Override
        public List<SampleTrace> run(List<float[]> samples) {
            List<String> layers =
                    network.firing().stream().map(Network.Node::name).toList();
            List<SampleTrace> traces = new ArrayList<>();
            try (TorchNetwork torch = new TorchNetwork(network, weights)) {
                for (int i = 0; i < samples.size(); i++) {
                    try (Scope _ = Scope.open()) {
                        var trace = torch.run(samples.get(i), 1, new long[] {i}, RunMode.evaluation());
                        Map<String, Long> spikes = trace.spikes();
                        int predicted = trace.logits().argmax(1).toInts()[0];
                        traces.add(new SampleTrace(
                                List.of(layers.stream().map(spikes::get).toList()), predicted));
                    }
                }
            }
            return traces;
        }
    }
}

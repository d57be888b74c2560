package org.spikestill.bench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.spikestill.lab.torch.Adam;
import org.spikestill.lab.torch.OptimizerState;
import org.spikestill.lab.torch.RunMode;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.lab.torch.Trace;

/// One variant at work on a subject, with its own weights and optimizer.
final class TrainingStep implements AutoCloseable {
    private final BenchNetwork subject;
    private final Variant variant;
    private final TorchNetwork torch;
    private final OptimizerState learner;

    TrainingStep(BenchNetwork subject, Variant variant) {
        this.subject = subject;
        this.variant = variant;
        this.torch = new TorchNetwork(subject.network(), subject.weights(), variant.path);
        this.learner = new OptimizerState(torch, new Adam());
    }

    /// Forward, backward and update.
    ///
    /// @return spikes of each layer
    Map<String, Long> step() {
        try (Scope _ = Scope.open()) {
            learner.begin();
            RunMode mode = RunMode.training(1, Set.of(), variant.gradient).in(variant.precision);
            Trace trace = torch.run(subject.images(), BenchNetwork.BATCH, new long[BenchNetwork.BATCH], mode);
            trace.backward(trace.logits().crossEntropy(Tensor.ofLabels(subject.labels(), BenchNetwork.BATCH)));
            learner.step(1);
            return trace.spikes();
        }
    }

    /// Of the first step: Adam's first moment holds them as they are, times 1 − β1.
    Map<String, float[]> gradients() {
        Map<String, float[]> gradients = new LinkedHashMap<>();
        learner.state().forEach((name, block) -> {
            if (name.endsWith(".mean")) {
                gradients.put(name, block.toFloats());
            }
        });
        return gradients;
    }

    @Override
    public void close() {
        learner.close();
        torch.close();
    }
}

package org.spikestill.lab.loss;

import static org.spikestill.model.Check.positive;

import java.util.Set;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.lab.torch.Trace;

/// A penalty on activity above a ceiling; fewer spikes per sample cost nothing.
///
/// ```
/// L = max(0, S / spikes − 1)²      S = spikes of all layers and ticks, mean over the batch
/// ```
///
/// @param spikes per sample, > 0
public record SpikeTarget(float spikes) implements Loss {
    public SpikeTarget {
        positive("spikes", spikes);
    }

    public SpikeTarget() {
        this(10_000);
    }

    @Override
    public Set<Need> needs() {
        return Set.of(Need.RATES);
    }

    @Override
    public Tensor of(LossInputs inputs) {
        Trace student = inputs.student();
        long ticks = student.logitsByTick().size(0);
        long samples = student.logits().size(0);
        Tensor fired = student.spikes().keySet().stream()
                .map(population -> RateTarget.sum(student.map(population)))
                .reduce(Tensor::plus)
                .orElseThrow(() -> new IllegalStateException("a spike target needs a network that fires"));
        Tensor perSample = fired.times((double) ticks / samples);
        return perSample.divide(spikes).plus(-1).relu().square(); // []
    }
}

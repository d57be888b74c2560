package org.spikestill.lab.torch;

import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import java.util.List;

/// Another optimizer on the weights that are there: a weight of exactly 0 stays 0, so that a pruned network is fine-tuned without
/// its removed synapses (Han, Pool, Tran, Dally, NeurIPS 2015). The zeros themselves are the mask, and need no state.
///
/// ```
/// g = 0 where w = 0      then the step of `rule`
/// ```
///
/// Biases and scales are free, which start at 0 as a rule. Rules that keep latent weights, such as [QuantisedAdam], lose every
/// weight that is rounded to 0 on the way.
///
/// @param rule of the other weights
public record KeepZeros(Optimizer rule) implements Optimizer {
    public KeepZeros() {
        this(new Adam());
    }

    @Override
    public float learningRate() {
        return rule.learningRate();
    }

    @Override
    public boolean growsWithGradient() {
        return rule.growsWithGradient();
    }

    @Override
    public List<String> state() {
        return rule.state();
    }

    @Override
    public void update(Update update, long step, double factor) {
        if (update.decays()) {
            mask(update.weights(), update.gradient(), update.elements());
        }
        rule.update(update, step, factor);
    }

    private static void mask(MemorySegment weights, MemorySegment gradient, long elements) {
        Workers.split(elements, (from, to) -> {
            for (long i = from; i < to; i++) {
                if (weights.getAtIndex(JAVA_FLOAT, i) == 0) {
                    gradient.setAtIndex(JAVA_FLOAT, i, 0);
                }
            }
        });
    }
}

package org.spikestill.lab.torch;

import static org.spikestill.model.HardConcrete.BETA;
import static org.spikestill.model.HardConcrete.GAMMA;
import static org.spikestill.model.HardConcrete.ZETA;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import org.spikestill.model.Gates;
import org.spikestill.model.HardConcrete;
import org.spikestill.model.settings.Seed;

/// [HardConcrete] gates over tensors, with gradients.
final class GateFunctions {
    private GateFunctions() {}

    /// Gates of a batch.
    ///
    /// @param key of its draws
    static Tensor drawn(Tensor logAlpha, long key) {
        Tensor noise = logAlpha.emptyLike(Precision.FLOAT32);
        MemorySegment memory = noise.memory();
        Workers.split(noise.elements(), (from, to) -> {
            for (long i = from; i < to; i++) {
                memory.setAtIndex(ValueLayout.JAVA_FLOAT, i, (float) HardConcrete.logit(Seed.uniform(key, i)));
            }
        });
        return stretched(logAlpha.plus(noise).divide(BETA).sigmoid());
    }

    /// Gates after training.
    static Tensor deployed(Tensor logAlpha) {
        return stretched(logAlpha.sigmoid());
    }

    private static Tensor stretched(Tensor a) {
        return a.times(ZETA - GAMMA).plus(GAMMA).clamp(0, 1);
    }

    /// Weights times their gates.
    ///
    /// @param weight `[outputs, inputs]` or `[channels, in, kernel, kernel]`
    static Tensor times(Tensor weight, Tensor z, Gates gates) {
        return switch (gates) {
            case Gates.Synapse _ -> weight.times(z);
            case Gates.Input _, Gates.TimeTap _ -> {
                long[] sizes = weight.sizes();
                long groups = z.elements();
                Tensor grouped = weight.reshape(sizes[0], groups, weight.elements() / sizes[0] / groups);
                yield grouped.times(z.reshape(1, groups, 1)).reshape(sizes);
            }
        };
    }

    /// Brings log α back into its bounds after an update.
    static void bound(Tensor logAlpha) {
        MemorySegment memory = logAlpha.memory();
        float most = (float) HardConcrete.LARGEST;
        for (long i = 0; i < logAlpha.elements(); i++) {
            float value = memory.getAtIndex(ValueLayout.JAVA_FLOAT, i);
            memory.setAtIndex(ValueLayout.JAVA_FLOAT, i, Math.clamp(value, -most, most));
        }
    }
}

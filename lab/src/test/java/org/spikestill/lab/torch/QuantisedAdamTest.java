package org.spikestill.lab.torch;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.spikestill.model.settings.Seed;
import org.spikestill.runtime.device.Loihi;

class QuantisedAdamTest {
    private static final int COUNT = 37;

    private static MemorySegment floats(Arena arena, float[] values) {
        MemorySegment segment = arena.allocate(4L * values.length, 64);
        MemorySegment.copy(values, 0, segment, ValueLayout.JAVA_FLOAT, 0, values.length);
        return segment;
    }

    private static float[] after(Optimizer optimizer, boolean decays, float[] start) {
        try (Arena arena = Arena.ofConfined()) {
            MemorySegment weights = floats(arena, start);
            List<MemorySegment> state = new ArrayList<>();
            optimizer.state().forEach(_ -> state.add(floats(arena, new float[COUNT])));
            for (int step = 1; step <= 30; step++) {
                MemorySegment gradient = floats(arena, Seed.of(9).split(step).normals(COUNT));
                optimizer.update(new Optimizer.Update(weights, gradient, state, COUNT, decays), step, 0.5);
            }
            return weights.toArray(ValueLayout.JAVA_FLOAT);
        }
    }

    /// The gradients do not depend on the weights here, so latent weights are those of Adam, and weights their roundings.
    @Test
    void weightsAreAdamsRoundedToEvenMantissas() {
        float[] start = Seed.of(2).normals(COUNT);
        for (int i = 0; i < COUNT; i++) {
            start[i] *= 0.2f;
        }
        float[] plain = after(new Adam().withLearningRate(0.02f).withWeightDecay(0.01f), true, start);
        float[] quantised = after(new QuantisedAdam(0.02f, 0.01f, new Loihi(), 8), true, start);
        for (int i = 0; i < COUNT; i++) {
            assertThat(quantised[i]).isEqualTo((float) Math.rint(plain[i] * 128) / 128);
        }
        assertThat(quantised).isNotEqualTo(plain);
    }

    @Test
    void mantissasStayWithinEightBitsAndBiasesDoNot() {
        float[] start = new float[COUNT];
        start[0] = 3;
        start[1] = -3;
        float[] weights = after(new QuantisedAdam(0.001f, 0, new Loihi(), 8), true, start);
        assertThat(weights[0]).isBetween(0.9f, 254 / 256f);
        assertThat(weights[1]).isBetween(-1f, -0.9f);
        assertThat(after(new QuantisedAdam(0.001f, 0, new Loihi(), 8), false, start)[0])
                .isBetween(2.9f, 3.1f);
    }
}

package org.spikestill.runtime.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import org.junit.jupiter.api.Test;
import org.spikestill.model.Block;
import org.spikestill.model.Shape;

/// Rounding against figures worked by hand.
class EightBitsTest {
    /// Scales 1/2, 1 and 0; ties go to even numbers: 2.5 of 1 to 2, −1.25 is −2.5 of 1/2 and goes to −2.
    private static final Block WEIGHTS = Block.of(Shape.of(3, 3), 63.5f, -1.25f, 0.2f, -127, 2.5f, 3.5f, 0, 0, 0);

    @Test
    void eachOutputHasAScaleOfItsOwn() {
        assertThat(EightBits.rounded(WEIGHTS).toFloats()).containsExactly(63.5f, -1, 0, -127, 2, 4, 0, 0, 0);
    }

    /// counts 3, 1 and 2 of 4: (3·127 − 2·1 + 0·2)·1/2/4 + 1, (−3·127 + 2·1 + 4·2)/4 + 2, and the bias alone
    @Test
    void currentsAreSumsOfWholeNumbersScaledOnce() {
        Layout input = new Layout(3, 1);
        Events events = Events.graded(input);
        float[] values = {0.75f, 0.25f, 0.5f};
        for (int i = 0; i < 3; i++) {
            events.elements()[i] = i;
            events.values()[i] = values[i];
        }
        events.filled(3);
        Counts counts = new Counts(input, 4);
        counts.refill(events);
        float[] currents = new float[Kernels.capacity(3)];
        try (Arena arena = Arena.ofConfined()) {
            IntegerSynapses synapses = new IntegerSynapses(
                    Windows.whole(input), input, input, WEIGHTS, new float[] {1, 2, 3}, new IntegerRange(4, 4), arena);
            new ScalarKernels().gather(synapses, counts, currents);
            assertThat(synapses.outDegrees()).containsExactly(2, 2, 1);
        }
        assertThat(currents).startsWith(48.375f, -90.75f, 3);
    }

    /// 258·127 = 32,766 is the last that fits; of weights 100 and 1, each met up to 300 times: 300·100 + 300·1 fits, up
    /// to 400 times: the heavy one 327 times.
    @Test
    void sixteenBitsHoldSoManyCounts() {
        assertThat(IntegerSynapses.narrow(new int[] {127}, 300)).isEqualTo(258);
        assertThat(IntegerSynapses.narrow(new int[] {1, 100}, 300)).isEqualTo(Integer.MAX_VALUE);
        assertThat(IntegerSynapses.narrow(new int[] {1, 100}, 400)).isEqualTo(327);
        assertThat(IntegerSynapses.narrow(new int[] {0, 0}, 400)).isEqualTo(Integer.MAX_VALUE);
    }

    /// 5-by-5 means of spikes are no binary fractions, and still whole numbers of 25 parts.
    @Test
    void countsAreFoundInRoundedMeans() {
        Layout input = new Layout(25, 1);
        Events events = Events.graded(input);
        for (int i = 0; i < 25; i++) {
            events.elements()[i] = i;
            events.values()[i] = (i + 1) / 25f;
        }
        events.filled(25);
        Counts counts = new Counts(input, 25);
        counts.refill(events);
        for (int i = 0; i < 25; i++) {
            assertThat(counts.values()[i]).isEqualTo((short) (i + 1));
        }
        assertThat(counts.totals()).containsExactly(0, 25 * 26 / 2);
    }
}

package org.spikestill.model.encode;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.model.settings.Seed;

class PoissonTest {
    private static final int DRAWS = 20_000;

    /// The count of n draws has deviation √(n·p·(1 − p)); five of them are exceeded once in two million seeds.
    @ParameterizedTest
    @ValueSource(floats = {0.01f, 0.1f, 0.5f, 0.9f})
    void firesAtTheRateOfTheValue(float p) {
        double deviation = Math.sqrt(DRAWS * p * (1 - p));
        assertThat(sum(new Poisson(), p, 0)).isCloseTo(DRAWS * p, within(5 * deviation));
    }

    @Test
    void firesAtTheSameRateOverTicksAsOverElements() {
        float[] out = new float[1];
        int fired = 0;
        for (int tick = 0; tick < DRAWS; tick++) {
            new Poisson().encode(new float[] {0.3f}, tick, 100, Seed.of(9).at(4), out);
            fired += (int) out[0];
        }
        assertThat((double) fired).isCloseTo(DRAWS * 0.3, within(5 * Math.sqrt(DRAWS * 0.3 * 0.7)));
    }

    /// Independent draws coincide with probability p²; shared randomness would make neighbours or ticks alike.
    @Test
    void drawsOfNeighbouringTicksAreIndependent() {
        float[] first = encode(new Poisson(), 0.5f, 0);
        float[] second = encode(new Poisson(), 0.5f, 1);
        int both = 0;
        for (int i = 0; i < DRAWS; i++) {
            both += (int) (first[i] * second[i]);
        }
        assertThat((double) both).isCloseTo(DRAWS * 0.25, within(5 * Math.sqrt(DRAWS * 0.25 * 0.75)));
    }

    @Test
    void certainValuesLeaveNothingToChance() {
        assertThat(encode(new Poisson(), 1, 0)).containsOnly(1f);
        assertThat(encode(new Poisson(), 1.5f, 0)).containsOnly(1f);
        assertThat(encode(new Poisson(), 0, 0)).containsOnly(0f);
    }

    @Test
    void negativeValuesSendNegativeSpikesIfSigned() {
        assertThat(encode(new Poisson(true), -1, 0)).containsOnly(-1f);
        assertThat(encode(new Poisson(false), -1, 0)).containsOnly(0f);
        float[] positive = encode(new Poisson(true), 0.4f, 3);
        float[] negative = encode(new Poisson(true), -0.4f, 3);
        for (int i = 0; i < DRAWS; i++) {
            assertThat(negative[i]).isEqualTo(positive[i] == 0 ? 0 : -positive[i]);
        }
    }

    private static double sum(Encoder encoder, float value, int tick) {
        double sum = 0;
        for (float spike : encode(encoder, value, tick)) {
            sum += spike;
        }
        return sum;
    }

    private static float[] encode(Encoder encoder, float value, int tick) {
        float[] sample = new float[DRAWS];
        Arrays.fill(sample, value);
        float[] out = new float[DRAWS];
        encoder.encode(sample, tick, 100, Seed.of(2).at(1), out);
        return out;
    }
}

package org.spikestill.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;

/// Samples and weights that are no numbers, or numbers out of their range.
class ValueRangeTest {
    private static final Network NETWORK = Chain.of(2, 3, 4)
            .then("flatten", new Layer.Flatten())
            .then("fc", new Layer.Linear(3, false))
            .readOut(2);

    private static final Weights WEIGHTS = RandomNetwork.normal(NETWORK, new Chance(2));

    @ParameterizedTest
    @ValueSource(floats = {255, 1.0001f, -0.0001f, Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void aSampleOutOfRangeIsRefusedAtItsFirstValue(float value) {
        try (Engine engine = Engine.of(NETWORK, WEIGHTS)) {
            Session session = engine.open();
            float[] sample = new float[24];
            sample[18] = value; // channel 1, row 1, column 2
            sample[23] = value;
            String message = "the sample holds " + value
                    + " at [1, 1, 2]: raw values lie in [0, 1], divide those of bytes by 255";
            assertThatThrownBy(() -> session.run(sample, 0))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(message);
            assertThatThrownBy(() -> session.begin(sample, 0)).hasMessage(message);
        }
    }

    @Test
    void bothEndsOfTheRangeAreInIt() {
        try (Engine engine = Engine.of(NETWORK, WEIGHTS)) {
            float[] sample = new float[24];
            sample[0] = 1;
            sample[1] = -0f;
            assertThat(engine.open().run(sample, 0).ticks()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(floats = {Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY})
    void weightsThatAreNotFiniteAreRefusedByNameAndPlace(float value) {
        float[] values = new float[72];
        values[2 * 24 + 5] = value;
        Weights weights = WEIGHTS.with("fc.weight", Block.of(Shape.of(3, 24), values));
        assertThatThrownBy(() -> Engine.of(NETWORK, weights))
                .isInstanceOf(InvalidNetwork.class)
                .hasMessage("'fc.weight' holds " + value
                        + " at [2, 5]: every weight must be a finite number, train or fetch the network again");
    }
}

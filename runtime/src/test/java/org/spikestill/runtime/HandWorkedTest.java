package org.spikestill.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.spikestill.model.Block;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;

/// Five ticks on paper.
///
/// ```
/// current 0.5 + 1 = 1.5, threshold 2, reset by subtraction
///
/// tick       0     1     2     3     4
/// charged    1.5   3     2.5   2     3.5
/// spike      0     1     1     0     1       2 is not above 2
/// rest       1.5   1     0.5   2     1.5
/// logit 0    −0.5  1     2.5   2     3.5     weight 2, bias −0.5
/// logit 1    0     0     0     0     0       weight 0
/// class      1     0     0     0     0
/// ```
class HandWorkedTest {
    private static final Network NETWORK = Chain.of(2)
            .then("fc1", new Layer.Linear(1, false))
            .then("spike", Chain.fire(2))
            .then("fc2", new Layer.Linear(2, true))
            .readOut(5);

    private static final Weights WEIGHTS = new Weights(Map.of(
            "fc1.weight", Block.of(Shape.of(1, 2), 1, 1),
            "fc2.weight", Block.of(Shape.of(2, 1), 2, 0),
            "fc2.bias", Block.of(Shape.of(2), -0.5f, 0)));

    private static final float[] SAMPLE = {0.5f, 1};

    @Test
    void everyTickIsAsOnPaper() {
        float[] logits = {-0.5f, 1, 2.5f, 2, 3.5f};
        long[] spikes = {0, 1, 1, 0, 1};
        try (Engine engine = Engine.of(NETWORK, WEIGHTS)) {
            Session session = engine.open();
            session.begin(SAMPLE, 0);
            Prediction prediction = session.prediction();
            for (int tick = 0; tick < 5; tick++) {
                assertThat(session.step()).isTrue();
                assertThat(prediction.logits()).containsExactly(logits[tick], 0);
                assertThat(prediction.spikes("spike", tick)).isEqualTo(spikes[tick]);
                assertThat(prediction.predicted()).isEqualTo(tick == 0 ? 1 : 0);
            }
            assertThat(session.step()).isFalse();
            assertThat(prediction.predictedAfter(0)).isEqualTo(1);
            assertThat(prediction.spikes("spike")).isEqualTo(3);
        }
    }

    /// Two analog inputs multiply in every tick; a spike meets one weight other than 0.
    @Test
    void workIsCountedAsTheDefinitionDemands() {
        try (Engine engine = Engine.of(NETWORK, WEIGHTS)) {
            Prediction prediction = engine.open().run(SAMPLE, 0);
            assertThat(prediction.multiplyAdds("fc1")).isEqualTo(10);
            assertThat(prediction.adds("fc1")).isZero();
            assertThat(prediction.adds("fc2")).isEqualTo(3);
            assertThat(prediction.adds("fc2", 3)).isZero();
            assertThat(prediction.adds("fc2", 4)).isEqualTo(1);
            assertThat(prediction.multiplyAdds("fc2")).isZero();
        }
    }
}

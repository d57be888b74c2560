package org.spikestill.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.spikestill.model.Block;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;

class MaxPoolTest {
    /// One window of 2×2, the rest at the edge drops out; the second channel is the negative of the first. The window holds
    /// 0.125, 0.5, 0.25 and 0.375, the rest 0.875: maxima 0.5 and −0.125, twice in two ticks.
    @Test
    void theLargestOfEachWindowIsRead() {
        Network network = Chain.of(1, 3, 3)
                .then("conv", new Layer.Conv2d(2, 1, 1, 0, false))
                .then("max", new Layer.MaxPool2d(2))
                .then("flat", new Layer.Flatten())
                .then("fc", new Layer.Linear(2, false))
                .readOut(2);
        Weights weights = new Weights(Map.of(
                "conv.weight", Block.of(Shape.of(2, 1, 1, 1), 1, -1),
                "fc.weight", Block.of(Shape.of(2, 2), 1, 0, 0, 1)));
        float[] sample = {0.125f, 0.5f, 0.875f, 0.25f, 0.375f, 0.875f, 0.875f, 0.875f, 0.875f};
        try (Engine engine = Engine.of(network, weights)) {
            Prediction prediction = engine.open().run(sample, 0);
            assertThat(prediction.logit(0)).isEqualTo(1);
            assertThat(prediction.logit(1)).isEqualTo(-0.25f);
        }
    }
}

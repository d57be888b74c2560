package org.spikestill.studies.binary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.spikestill.model.Block;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Scaling;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.encode.Latency;
import org.spikestill.model.encode.Poisson;
import org.spikestill.model.neuron.Integrator;
import org.spikestill.runtime.Engine;
import org.spikestill.runtime.Prediction;

class WeightRoundingTest {
    /// The largest weight is 1.3: ceil(log2 1.3) + 1 = 2 integer bits, the sign among them, so that 4 bits have steps of 1/4.
    @Test
    void weightsAndBiasesTakeTheGridOfTheirLayer() {
        Network network = one(2, Integration.CONTINUOUS);
        Weights weights = new Weights(Map.of(
                "fc.weight", Block.of(Shape.of(2, 2), 1.3f, -0.3f, 0.12f, 0.13f),
                "fc.bias", Block.of(Shape.of(2), 0.6f, -3.1f)));
        Weights rounded = new WeightRounding(4).of(network, weights);
        assertThat(rounded.get("fc.weight").toFloats()).containsExactly(1.25f, -0.25f, 0, 0.25f);
        assertThat(rounded.get("fc.bias").toFloats()).containsExactly(0.5f, -3);
    }

    /// 1.99 would round to 2, which 2 + 1 bits cannot hold: the largest is 1.5.
    @Test
    void theLargestNumberOfTheWidthIsNotExceeded() {
        Network network = one(1, Integration.CONTINUOUS);
        Weights weights = new Weights(
                Map.of("fc.weight", Block.of(Shape.of(1, 1), 1.99f), "fc.bias", Block.filled(Shape.of(1), 0)));
        assertThat(new WeightRounding(3).of(network, weights).get("fc.weight").at(0))
                .isEqualTo(1.5f);
        assertThat(new WeightRounding(3).grid(new float[3])).isEqualTo(1);
        assertThatThrownBy(() -> new WeightRounding(1)).hasMessageContaining("weightBits is 1");
    }

    private static Network one(int size, Integration integration) {
        return new Network(
                Shape.of(size),
                Scaling.none(size),
                new Latency(0),
                1,
                List.of(
                        new Node("fc", new Layer.Linear(size, true), List.of(Network.INPUT)),
                        new Node("readout", new Layer.Spike(new Integrator()), List.of("fc"))));
    }

    /// Continuous integration of 0.7 a tick: v = 0.7, 1.4 → a spike, 1.1 → a spike, 0.8; 2 spikes in 4 ticks. Without memory an
    /// output of −0.1 stays silent, and 0 would fire.
    @Test
    void outputsFireAndAreCounted() {
        Prediction continuous = run(Integration.CONTINUOUS, 0.7f, 0.3f);
        assertThat(continuous.logit(0)).isEqualTo(2);
        assertThat(continuous.logit(1)).isEqualTo(1);
        Prediction discontinuous = run(Integration.DISCONTINUOUS, 0.1f, -0.1f);
        assertThat(discontinuous.logit(0)).isEqualTo(4);
        assertThat(discontinuous.logit(1)).isZero();
    }

    private static Prediction run(Integration integration, float... bias) {
        Weights weights = new Weights(
                Map.of("fc.weight", Block.filled(Shape.of(2, 2), 0), "fc.bias", Block.of(Shape.of(2), bias)));
        SpikeCounting counting = SpikeCounting.of(one(2, integration), weights, integration, new Poisson(false), 4);
        try (Engine engine = Engine.of(counting.network(), counting.weights())) {
            return engine.open().run(new float[2], 0);
        }
    }
}

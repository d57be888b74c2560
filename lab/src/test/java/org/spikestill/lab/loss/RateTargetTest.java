package org.spikestill.lab.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.spikestill.lab.torch.Leaf;
import org.spikestill.lab.torch.RunMode;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.lab.torch.Trace;
import org.spikestill.model.Block;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Scaling;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.settings.InvalidSettings;

class RateTargetTest {
    /// Populations of 2 and 6 neurons have fired 0.75 and 0.375 of the time.
    @Test
    void theRateIsThatOfAllNeuronsAlike() {
        try (Scope _ = Scope.open()) {
            Trace student = SampleInputs.trace(
                    Tensor.zeros(1, 1),
                    Map.of(
                            "a", Tensor.of(new float[] {1, 0.5f}, 1, 2),
                            "b", Tensor.of(new float[] {0, 1, 0.25f, 0, 1, 0}, 1, 6)));
            LossInputs inputs = new LossInputs(student, Optional.empty(), Tensor.zeros(1), List.of(), List.of());
            double rate = 3.75 / 8;
            assertThat(new RateTarget(0.1f).of(inputs).toFloat())
                    .isCloseTo((float) Math.pow(rate / 0.1 - 1, 2), within(1e-4f));
            assertThat(new RateTarget(0.47f).of(inputs).toFloat()).isZero(); // below its ceiling
        }
    }

    /// Four levels of threshold 2: currents of 0.8, 1.3, −1 and 5 are 2, 3, 0 and 4 spikes of 4.
    @Test
    void clipsStandForRates() {
        Network network = network(new Layer.QuantisedClip(4, 2));
        float[] identity = {1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1};
        Weights weights = new Weights(Map.of(
                "fc1.weight", Block.of(Shape.of(4, 4), identity),
                "hidden.threshold", Block.filled(Shape.of(1), 2),
                "fc2.weight", Block.filled(Shape.of(2, 4), 1)));
        RateTarget loss = new RateTarget(0.25f);
        assertThat(loss.records(network, List.of())).containsExactly("hidden");
        loss.check(Optional.empty(), network);
        try (TorchNetwork torch = new TorchNetwork(network, weights);
                Scope _ = Scope.open()) {
            float[] currents = {0.8f, 1.3f, -1, 5};
            Trace trace = torch.run(currents, 1, new long[1], RunMode.training(0, loss.records(network, List.of())));
            LossInputs inputs = new LossInputs(trace, Optional.empty(), Tensor.zeros(1), List.of(), torch.trainables());
            double rate = (2 + 3 + 0 + 4) / 16.0;
            Tensor value = loss.of(inputs);
            assertThat(value.toFloat()).isCloseTo((float) Math.pow(rate / 0.25 - 1, 2), within(1e-5f));

            trace.backward(value);
            float[] byWeight = Leaf.gradient(inputs.parameter("fc1.weight"));
            double byRate = 2 * (rate / 0.25 - 1) / 0.25;
            // 1 / (threshold · neurons) where the clip is open, times the input; nothing below 0 and above the
            // threshold
            assertThat(byWeight[0]).isCloseTo((float) (byRate / 8 * 0.8), within(1e-5f));
            assertThat(byWeight[5]).isCloseTo((float) (byRate / 8 * 1.3), within(1e-5f));
            assertThat(byWeight[10]).isZero();
            assertThat(byWeight[15]).isZero();
        }
    }

    @Test
    void reluHasNoRate() {
        assertThatThrownBy(
                        () -> new RateTarget().check(Optional.empty(), network(new Layer.Activation(Layer.Curve.RELU))))
                .isInstanceOf(InvalidSettings.class)
                .hasMessage(
                        "rate-target reads firing rates, and an artificial network of ReLUs has none before its conversion:"
                                + " set ann.activation to qcfs, or move the term to the student's objective");
    }

    private static Network network(Layer activation) {
        return new Network(
                Shape.of(4),
                Scaling.none(4),
                new Direct(),
                1,
                List.of(
                        new Node("fc1", new Layer.Linear(4, false), List.of(Network.INPUT)),
                        new Node("hidden", activation, List.of("fc1")),
                        new Node("fc2", new Layer.Linear(2, false), List.of("hidden"))));
    }
}

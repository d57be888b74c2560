package org.spikestill.lab.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikestill.model.Block;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Weights;
import org.spikestill.model.neuron.Integrator;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.settings.Seed;
import org.spikestill.runtime.device.Loihi;

class OptimizerStateTest {
    private static final int SAMPLES = 4;

    static Stream<Optimizer> optimizers() {
        return Stream.of(
                new Adam(0.01f, 0.01f, 0.9f, 0.999f, 1e-8f, true),
                new Adam(0.01f, 0, 0.9f, 0.999f, 1e-8f, false),
                new QuantisedAdam(0.01f, 0.01f, new Loihi(), 6),
                new Sgd(0.05f, 0.9f, 0.01f));
    }

    private static Network network() {
        return Draft.of(3, 2, 6, 6)
                .node("conv1", new Layer.Conv2d(4, 3, 1, 1, true))
                .spike("lif1", new Lif())
                .pool("pool1", 2)
                .flatten()
                .node("fc", new Layer.Linear(3, true))
                .spike("out", new Integrator())
                .network();
    }

    private static void train(TorchNetwork torch, OptimizerState learner, int from, int to) {
        for (int batch = from; batch < to; batch++) {
            try (Scope _ = Scope.open()) {
                float[] raw =
                        Draft.samples(torch.network(), SAMPLES, Seed.of(61).split(batch));
                learner.begin();
                Trace trace = torch.run(raw, SAMPLES, Draft.keys(SAMPLES), RunMode.training(batch, Set.of()));
                trace.backward(trace.logits().crossEntropy(Tensor.ofLabels(new int[] {0, 1, 2, 0}, SAMPLES)));
                learner.step(1 / (1.0 + batch));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void goesOnFromAStoredStateBitForBit(Optimizer optimizer) {
        Weights start = Draft.weights(network(), Seed.of(62));
        Weights wanted;
        Map<String, Block> wantedState;
        try (TorchNetwork torch = new TorchNetwork(network(), start);
                OptimizerState learner = new OptimizerState(torch, optimizer)) {
            train(torch, learner, 0, 8);
            wanted = torch.weights();
            wantedState = learner.state();
        }
        Weights half;
        Map<String, Block> halfState;
        try (TorchNetwork torch = new TorchNetwork(network(), start);
                OptimizerState learner = new OptimizerState(torch, optimizer)) {
            train(torch, learner, 0, 4);
            half = torch.weights();
            halfState = learner.state();
        }
        try (TorchNetwork torch = new TorchNetwork(network(), half);
                OptimizerState learner = new OptimizerState(torch, optimizer)) {
            learner.restore(halfState, 4);
            train(torch, learner, 4, 8);
            assertThat(learner.steps()).isEqualTo(8);
            assertThat(torch.weights()).isEqualTo(wanted).isNotEqualTo(half);
            assertThat(learner.state()).isEqualTo(wantedState);
        }
    }

    @Test
    void decayPullsWeightsAndLeavesBiasesAlone() {
        Weights start = Draft.weights(network(), Seed.of(63));
        try (TorchNetwork torch = new TorchNetwork(network(), start);
                OptimizerState learner = new OptimizerState(torch, new Sgd(0.5f, 0, 0.25f));
                Scope _ = Scope.open()) {
            for (TorchNetwork.Trainable trainable : torch.trainables()) {
                trainable.tensor().times(0).sum().backward(); // a gradient of zeros
            }
            learner.step(1);
            for (String bias : List.of("conv1.bias", "fc.bias")) {
                assertThat(torch.weights().get(bias)).isEqualTo(start.get(bias));
            }
            for (String weight : List.of("conv1.weight", "fc.weight")) {
                float[] before = start.get(weight).toFloats();
                float[] after = torch.weights().get(weight).toFloats();
                for (int i = 0; i < before.length; i++) {
                    assertThat(after[i]).isEqualTo(before[i] - 0.5f * (0.25f * before[i]));
                }
            }
        }
    }

    @Test
    void whatReceivedNoGradientStaysAsItIs() {
        Weights start = Draft.weights(network(), Seed.of(64));
        try (TorchNetwork torch = new TorchNetwork(network(), start);
                OptimizerState learner = new OptimizerState(torch, new Adam(0.1f, 0.1f, 0.9f, 0.999f, 1e-8f, false));
                Scope _ = Scope.open()) {
            torch.tensor("fc.bias").square().sum().backward();
            learner.step(1);
            assertThat(torch.weights().with("fc.bias", start.get("fc.bias"))).isEqualTo(start);
            assertThat(torch.weights()).isNotEqualTo(start);
            learner.begin();
            Weights once = torch.weights();
            learner.step(1);
            assertThat(torch.weights()).as("gradients were forgotten").isEqualTo(once);
        }
    }

    @Test
    void refusesTheStateOfAnotherNetwork() {
        Network other = Draft.of(3, 5).readOut(2);
        try (TorchNetwork torch = new TorchNetwork(network(), Draft.weights(network(), Seed.of(65)));
                OptimizerState learner = new OptimizerState(torch, new Sgd());
                TorchNetwork otherTorch = new TorchNetwork(other, Draft.weights(other, Seed.of(66)));
                OptimizerState otherLearner = new OptimizerState(otherTorch, new Sgd())) {
            assertThatThrownBy(() -> learner.restore(otherLearner.state(), 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("the stored optimizer state has no 'conv1.weight.velocity' of 72 values: "
                            + "it belongs to another network");
        }
    }
}

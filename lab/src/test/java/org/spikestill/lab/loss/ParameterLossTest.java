package org.spikestill.lab.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikestill.lab.torch.Leaf;
import org.spikestill.lab.torch.RunMode;
import org.spikestill.lab.torch.Scope;
import org.spikestill.lab.torch.Tensor;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.lab.torch.Trace;
import org.spikestill.model.Block;
import org.spikestill.model.Gates;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Parameter;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.architecture.Architecture.Form;
import org.spikestill.model.architecture.Mlp;
import org.spikestill.model.settings.InvalidSettings;
import org.spikestill.model.settings.Seed;

/// Losses that read parameters of the student, or labels that are values.
class ParameterLossTest {
    private static final Network NETWORK = new Mlp(List.of(5)).network(Shape.of(3), 2, Form.teacher(0));
    private static final float[] INPUT = {0.1f, 0.9f, 0.4f, 0.7f, 0.2f, 0.5f};

    static List<Loss> losses() {
        return List.of(new L1Penalty(), new L1Penalty(List.of("fc2")), new MeanSquaredError());
    }

    /// Weights at least 0.05 away from 0, so that no difference crosses the kink of |w|; biases near 0.
    private static Weights weights() {
        Map<String, Block> blocks = new LinkedHashMap<>();
        for (Parameter parameter : NETWORK.parameters()) {
            float[] values = Seed.of(21)
                    .split(parameter.name())
                    .normals(parameter.shape().elements());
            for (int i = 0; i < values.length; i++) {
                values[i] = 0.5f * values[i] + (values[i] < 0 ? -0.05f : 0.05f);
            }
            blocks.put(parameter.name(), Block.of(parameter.shape(), values));
        }
        return new Weights(blocks);
    }

    private static LossInputs inputs(TorchNetwork torch, Trace trace) {
        Tensor values = Tensor.of(new float[] {1, -1, 0.5f, 2}, 2, 2);
        return new LossInputs(trace, Optional.empty(), values, List.of(), torch.trainables());
    }

    private static Trace run(TorchNetwork torch) {
        return torch.run(INPUT, 2, new long[2], RunMode.training(0, Set.of()));
    }

    private static double value(Loss loss, Weights weights) {
        try (TorchNetwork torch = new TorchNetwork(NETWORK, weights);
                Scope _ = Scope.open()) {
            return loss.of(inputs(torch, run(torch))).toFloat();
        }
    }

    /// Central differences, h = 1/64 along a random direction: exact for |w|, off by h² for the square of a piecewise linear
    /// network, and by 2⁻²³ of the value over h for rounding.
    @ParameterizedTest
    @MethodSource("losses")
    void theGradientIsTheSlopeOfTheValue(Loss loss) {
        try (TorchNetwork torch = new TorchNetwork(NETWORK, weights());
                Scope _ = Scope.open()) {
            Trace trace = run(torch);
            trace.backward(loss.of(inputs(torch, trace)));
            for (TorchNetwork.Trainable each : torch.trainables()) {
                String name = each.parameter().name();
                float[] gradient = Leaf.gradient(each.tensor());
                float[] direction = Seed.of(5).split(name).normals(gradient.length);
                double along = 0;
                for (int i = 0; i < gradient.length; i++) {
                    direction[i] = Math.clamp(direction[i], -2, 2);
                    along += (double) gradient[i] * direction[i];
                }
                double h = 1 / 64.0;
                double slope =
                        (value(loss, moved(name, direction, h)) - value(loss, moved(name, direction, -h))) / (2 * h);
                assertThat(along).as(name).isEqualTo(slope, within(2e-3 * Math.max(1, Math.abs(slope))));
            }
        }
    }

    private static Weights moved(String name, float[] direction, double step) {
        Weights weights = weights();
        float[] values = weights.get(name).toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] += (float) (step * direction[i]);
        }
        return weights.with(name, Block.of(weights.get(name).shape(), values));
    }

    @Test
    void l1AddsUpTheWeightsAndLeavesBiasesOut() {
        double all = 0;
        double last = 0;
        for (String name : List.of("fc1.weight", "fc2.weight")) {
            for (float value : weights().get(name).toFloats()) {
                all += Math.abs(value);
                last += name.equals("fc2.weight") ? Math.abs(value) : 0;
            }
        }
        assertThat(value(new L1Penalty(), weights())).isEqualTo(all, within(1e-5));
        assertThat(value(new L1Penalty(List.of("fc2")), weights())).isEqualTo(last, within(1e-5));
    }

    /// Three gates at log α = 0 stand for 5 synapses each.
    @Test
    void l0IsTheExpectedNumberOfSynapses() {
        Network gated = NETWORK.mapNodes(node -> node.name().equals("fc1")
                ? node.withLayer(new Layer.Gated((Layer.Weighted) node.layer(), new Gates.Input()))
                : node);
        Weights weights = weights().with("fc1.log_alpha", Block.filled(Shape.of(3), 0));
        try (TorchNetwork torch = new TorchNetwork(gated, weights);
                Scope _ = Scope.open()) {
            Tensor value = new L0Penalty().of(inputs(torch, run(torch)));
            assertThat(value.toFloat()).isEqualTo(15 * 0.8318f, within(1e-3f));
        }
        assertThatThrownBy(() -> new L0Penalty().check(Optional.empty(), NETWORK))
                .isInstanceOf(InvalidSettings.class)
                .hasMessageStartingWith("l0 counts the open gates of a network, and this one has none");
    }

    /// (1 − 2)² = 1, (0 − 0.5)² = 0.25, 0 and (3 − 1)² = 4, over four values.
    @Test
    void theSquaredErrorIsAMeanOverSamplesAndValues() {
        try (Scope _ = Scope.open()) {
            Trace trace = SampleInputs.trace(Tensor.of(new float[] {2, 0.5f, 7, 1}, 2, 2), Map.of());
            Tensor labels = Tensor.of(new float[] {1, 0, 7, 3}, 2, 2);
            LossInputs inputs = new LossInputs(trace, Optional.empty(), labels, List.of(), List.of());
            assertThat(new MeanSquaredError().of(inputs).toFloat()).isEqualTo(5.25f / 4);
        }
    }

    @Test
    void parametersAreFoundByName() {
        try (TorchNetwork torch = new TorchNetwork(NETWORK, weights());
                Scope _ = Scope.open()) {
            LossInputs inputs = inputs(torch, run(torch));
            assertThat(inputs.parameter("fc2.bias").toFloats())
                    .isEqualTo(weights().get("fc2.bias").toFloats());
            assertThatThrownBy(() -> inputs.parameter("fc3.bias"))
                    .hasMessage("the student trains no 'fc3.bias', only [fc1.weight, fc1.bias, fc2.weight, fc2.bias]");
        }
    }

    @Test
    void theCatalogKnowsThePenaltyAsL1() {
        assertThat(Loss.catalog().parse("l1")).isEqualTo(new L1Penalty());
        assertThat(Loss.catalog().name(new L1Penalty(List.of("fc1")))).isEqualTo("l1");
    }
}

package org.spikestill.lab.torch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikestill.lab.convert.Converted;
import org.spikestill.lab.convert.PruneGates;
import org.spikestill.lab.train.HeInit;
import org.spikestill.model.Block;
import org.spikestill.model.Gates;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Scaling;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.neuron.Integrator;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.settings.Seed;

/// Gates on the synapses of a layer: gradients, and what pruning leaves.
class GateGradientTest {
    private static final int SAMPLES = 3;

    static Stream<Gates> granularities() {
        return Stream.of(new Gates.Synapse(), new Gates.Input(), new Gates.TimeTap(2));
    }

    /// A read-out alone, so that the logits are smooth in weights and gates.
    private static Network linear(Gates gates) {
        return network(
                new Network.Node("fc", new Layer.Gated(new Layer.Linear(2, true), gates), List.of(Network.INPUT)));
    }

    private static Network network(Network.Node... nodes) {
        List<Network.Node> all = new ArrayList<>(List.of(nodes));
        all.add(new Network.Node(
                "out", new Layer.Spike(new Integrator()), List.of(all.getLast().name())));
        return new Network(Shape.of(6), Scaling.none(6), new Direct(), 2, all);
    }

    private static float[] input() {
        float[] values = new float[SAMPLES * 6];
        for (int i = 0; i < values.length; i++) {
            values[i] = Seed.uniform(8, i);
        }
        return values;
    }

    private static double value(Network network, Weights weights) {
        try (TorchNetwork torch = new TorchNetwork(network, weights);
                Scope _ = Scope.open()) {
            return loss(torch.run(input(), SAMPLES, new long[SAMPLES], RunMode.training(4, Set.of())))
                    .toFloat();
        }
    }

    private static Tensor loss(Trace trace) {
        return trace.logits().square().sum();
    }

    /// Central differences, h = 1/256, off by h² and by rounding of some 10⁻⁷ / h.
    @ParameterizedTest
    @MethodSource("granularities")
    void gradientsOfWeightsAndGatesAreTheSlopes(Gates gates) {
        Network network = linear(gates);
        Weights weights = HeInit.of(network, Seed.of(2));
        try (TorchNetwork torch = new TorchNetwork(network, weights);
                Scope _ = Scope.open()) {
            Trace trace = torch.run(input(), SAMPLES, new long[SAMPLES], RunMode.training(4, Set.of()));
            trace.backward(loss(trace));
            int slopes = 0;
            for (TorchNetwork.Trainable each : torch.trainables()) {
                float[] gradient = Leaf.gradient(each.tensor());
                for (int i = 0; i < gradient.length; i++) {
                    String name = each.parameter().name();
                    double slope = (value(network, moved(weights, name, i, 1 / 256f))
                                    - value(network, moved(weights, name, i, -1 / 256f)))
                            * 128;
                    assertThat((double) gradient[i]).as(name + " " + i).isEqualTo(slope, within(5e-3));
                    slopes += name.endsWith("log_alpha") && gradient[i] != 0 ? 1 : 0;
                }
            }
            assertThat(slopes).isPositive();
        }
    }

    private static Weights moved(Weights weights, String name, int element, float step) {
        float[] values = weights.get(name).toFloats();
        values[element] += step;
        return weights.with(name, Block.of(weights.get(name).shape(), values));
    }

    /// Hidden units 3 wide; unit 1 receives nothing and unit 2 is not read.
    @ParameterizedTest
    @MethodSource("granularities")
    void theOrdinaryNetworkPredictsAsTheGatedOne(Gates gates) {
        Network network = network(
                new Network.Node("fc1", new Layer.Gated(new Layer.Linear(8, true), gates), List.of(Network.INPUT)),
                new Network.Node("spike1", new Layer.Spike(new Lif()), List.of("fc1")),
                new Network.Node("fc2", new Layer.Gated(new Layer.Linear(2, false), gates), List.of("spike1")));
        Weights start = HeInit.of(network, Seed.of(2));
        Weights weights = start.with("fc1.log_alpha", spread(start.get("fc1.log_alpha")))
                .with("fc2.log_alpha", spread(start.get("fc2.log_alpha")));

        Converted pruned = PruneGates.of(network, weights);

        assertThat(pruned.network().nodes()).noneMatch(node -> node.layer() instanceof Layer.Gated);
        assertThat(logits(pruned.network(), pruned.weights())).isEqualTo(logits(network, weights));
    }

    /// Gates from closed to open.
    private static Block spread(Block gates) {
        float[] values = gates.toFloats();
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 3 == 0 ? -4 : 4 * Seed.uniform(6, i);
        }
        return Block.of(gates.shape(), values);
    }

    private static float[] logits(Network network, Weights weights) {
        try (TorchNetwork torch = new TorchNetwork(network, weights);
                Scope _ = Scope.open()) {
            return torch.run(input(), SAMPLES, new long[SAMPLES], RunMode.evaluation())
                    .logits()
                    .toFloats();
        }
    }

    @Test
    void unitsWithoutEffectGo() {
        Network network = network(
                new Network.Node("fc1", new Layer.Linear(3, false), List.of(Network.INPUT)),
                new Network.Node("spike1", new Layer.Spike(new Lif()), List.of("fc1")),
                new Network.Node("fc2", new Layer.Linear(2, false), List.of("spike1")));
        float[] in = Seed.of(1).normals(18);
        Arrays.fill(in, 6, 12, 0); // unit 1 receives nothing
        Weights weights = new Weights(Map.of(
                "fc1.weight", Block.of(Shape.of(3, 6), in),
                "fc2.weight", Block.of(Shape.of(2, 3), 1, 2, 0, 3, 4, 0))); // unit 2 is not read
        Converted pruned = PruneGates.of(network, weights);
        assertThat(pruned.weights().get("fc1.weight").shape()).isEqualTo(Shape.of(1, 6));
        assertThat(pruned.weights().get("fc2.weight").toFloats()).containsExactly(1, 3);
        assertThat(pruned.changes()).containsExactly("'fc1' loses 2 of 3 units");
    }

    @Test
    void gatesComeBackIntoTheirBounds() {
        Network network = linear(new Gates.Input());
        Weights weights =
                HeInit.of(network, Seed.of(2)).with("fc.log_alpha", Block.of(Shape.of(6), -9, 9, 1, 0, 4, -4));
        try (TorchNetwork torch = new TorchNetwork(network, weights)) {
            torch.bound();
            float most = (float) Math.log(100);
            assertThat(torch.weights().get("fc.log_alpha").toFloats()).containsExactly(-most, most, 1, 0, 4, -4);
        }
    }
}

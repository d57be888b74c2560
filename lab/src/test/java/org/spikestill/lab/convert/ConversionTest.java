package org.spikestill.lab.convert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.spikestill.data.Dataset;
import org.spikestill.lab.measure.Evaluator;
import org.spikestill.lab.measure.TorchEvaluator;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.model.Block;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Scaling;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.encode.Encoder;
import org.spikestill.model.encode.Poisson;
import org.spikestill.model.neuron.Integrator;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Neuron;

class ConversionTest {
    /// Two inputs, two hidden units, one hidden unit, two classes; all without bias.
    private static final Network ANN = new Network(
            Shape.of(2),
            Scaling.none(2),
            new Direct(),
            1,
            List.of(
                    new Node("fc1", new Layer.Linear(2, false), List.of("input")),
                    new Node("relu1", new Layer.Activation(Layer.Curve.RELU), List.of("fc1")),
                    new Node("fc2", new Layer.Linear(1, false), List.of("relu1")),
                    new Node("relu2", new Layer.Activation(Layer.Curve.RELU), List.of("fc2")),
                    new Node("fc3", new Layer.Linear(2, false), List.of("relu2"))));

    private static final Weights WEIGHTS = new Weights(Map.of(
            "fc1.weight", Block.of(Shape.of(2, 2), 2, 0, 0, 1),
            "fc2.weight", Block.of(Shape.of(1, 2), 3, 5),
            "fc3.weight", Block.of(Shape.of(2, 1), 1, -1)));

    @Test
    void everyReluBecomesANeuronAndTheOutputIntegrates() {
        Converted converted =
                new ReluToSpike(new Lif(), new Direct(), 4).apply(ANN, WEIGHTS, Samples.of(new float[] {1, 1}));

        assertThat(converted.network().nodes().stream().map(Node::name))
                .containsExactly("fc1", "spike1", "fc2", "spike2", "fc3", "readout");
        assertThat(converted.network().node("fc2").inputs()).containsExactly("spike1");
        assertThat(converted.network().output().layer()).isEqualTo(new Layer.Spike(new Integrator()));
        assertThat(converted.network().ticks()).isEqualTo(4);
        assertThat(converted.changes())
                .containsExactly(
                        "'relu1' became 'spike1', lif",
                        "'relu2' became 'spike2', lif",
                        "'readout' integrates the last layer");
    }

    /// Layer 1: inputs (1, 0.5) and (0.25, 0.75) give currents (2, 0.5) and (0.5, 0.75): V1 = 2. With V1 and soft
    /// reset the units then fire as follows; layer 2 receives 3·s1 + 5·s2.
    ///
    /// | sample | unit | membrane at t = 1, 2, 3, 4, 5 | fires |
    /// |---|---|---|---|
    /// | 1 | 1 | 2, 4→2, 4→2, … (equality stays silent at t = 1) | from t = 2 on, each tick |
    /// | 1 | 2 | 0.5, 1, 1.5, 2, 2.5→0.5 | t = 5 |
    /// | 2 | 1 | 0.5, 1, 1.5, 2, 2.5→0.5 | t = 5 |
    /// | 2 | 2 | 0.75, 1.5, 2.25→0.25, 1, 1.75 | t = 3 |
    ///
    /// In five ticks the largest input of layer 2 is 3 + 5 = 8, of sample 1 at t = 5; in four ticks it is 5, of
    /// sample 2.
    @Test
    void thresholdsAreTheLargestInputFromLayersAlreadyBalanced() throws IOException {
        Converted spiking = spiking();
        Dataset data = Samples.of(new float[] {1, 0.5f}, new float[] {0.25f, 0.75f});

        assertThat(new BalanceThresholds(1, 1, 2, 5).measure(spiking.network(), spiking.weights(), data))
                .isEqualTo(Map.of("spike1", 2f, "spike2", 8f));
        assertThat(new BalanceThresholds(1, 1, 2, 4).measure(spiking.network(), spiking.weights(), data))
                .isEqualTo(Map.of("spike1", 2f, "spike2", 5f));
    }

    @Test
    void theScaleAppliesToEveryThresholdAfterMeasuring() throws IOException {
        Converted spiking = spiking();
        Dataset data = Samples.of(new float[] {1, 0.5f}, new float[] {0.25f, 0.75f});

        Converted balanced = new BalanceThresholds(1, 0.5f, 2, 5).apply(spiking.network(), spiking.weights(), data);

        assertThat(threshold(balanced.network(), "spike1")).isEqualTo(1f);
        assertThat(threshold(balanced.network(), "spike2")).isEqualTo(4f);
        assertThat(balanced.changes())
                .containsExactly("'spike1' fires above 1.0 (0.5 of 2.0)", "'spike2' fires above 4.0 (0.5 of 8.0)");
    }

    /// Values of layer 1 in two samples, each five times: 0.5, 0.5, 0.75, 2. k = 1 + round(q·19) is 14 and 18.
    @Test
    void aQuantileTakesTheKthSmallest() throws IOException {
        Converted spiking = spiking();
        Dataset data = Samples.of(new float[] {1, 0.5f}, new float[] {0.25f, 0.75f});

        assertThat(measuredFirst(spiking, data, 0.67f)).isEqualTo(0.75f);
        assertThat(measuredFirst(spiking, data, 0.9f)).isEqualTo(2f);
    }

    @Test
    void aDeadLayerIsNamed() {
        Weights dead = WEIGHTS.with("fc1.weight", Block.of(Shape.of(2, 2), -1, 0, 0, -1));
        Converted spiking =
                new ReluToSpike(new Lif(), new Direct(), 4).apply(ANN, dead, Samples.of(new float[] {1, 1}));

        assertThatThrownBy(() -> new BalanceThresholds(1, 1, 1, 4)
                        .apply(spiking.network(), dead, Samples.of(new float[] {1, 1})))
                .isInstanceOf(InvalidNetwork.class)
                .hasMessage(
                        "'spike1' receives no input above 0 in 1 samples of 64 ticks: the layer is dead, train the network longer"
                                + " or with a lower rate");
    }

    /// With balanced thresholds and many ticks, rates follow activations, so the read-out's mean approaches the
    /// ANN's logits up to the common factor of the thresholds. Each layer's count is short by less than one spike
    /// plus the delay of its input: two layers in 2000 ticks leave less than 1 %.
    @Test
    void aBalancedNetworkApproachesItsAnnAtLongT() throws IOException {
        Dataset data = Samples.of(new float[] {1, 0.5f}, new float[] {0.25f, 0.75f});
        Converted spiking = new ReluToSpike(new Lif(), new Direct(), 2000).apply(ANN, WEIGHTS, data);
        Converted balanced = new BalanceThresholds(1, 1, 2, 100).apply(spiking.network(), spiking.weights(), data);
        float v1 = threshold(balanced.network(), "spike1");
        float v2 = threshold(balanced.network(), "spike2");

        try (TorchNetwork torch = new TorchNetwork(balanced.network(), balanced.weights())) {
            var evaluation = new TorchEvaluator(torch).evaluate(data, Evaluator.Listener.silent());
            double[] ann = {(3 * 2 + 5 * 0.5) / v1 / v2, (3 * 0.5 + 5 * 0.75) / v1 / v2}; // spikes of layer 2 per tick
            double rate = evaluation.layers().getLast().firingRate();
            assertThat(rate).isCloseTo((ann[0] + ann[1]) / 2, within(0.01 * rate));
        }
    }

    /// Weights 2 and 3 of inputs that spike half of the time: in 200 ticks both do at least once, but for a chance of
    /// (3/4)^200, while direct encoding gives (2 + 3)/2 at every tick.
    @Test
    void poissonInputIsMeasuredAsItSpikes() throws IOException {
        Network ann = Ann.of(2)
                .linear("fc1", 1)
                .then("relu1", Ann.RELU)
                .linear("fc2", 2)
                .network();
        Weights weights = new Weights(
                Map.of("fc1.weight", Block.of(Shape.of(1, 2), 2, 3), "fc2.weight", Block.of(Shape.of(2, 1), 1, 1)));
        Dataset data = Samples.of(new float[] {0.5f, 0.5f});

        assertThat(measured(ann, weights, new Poisson(), data)).isEqualTo(Map.of("spike1", 5f));
        assertThat(measured(ann, weights, new Direct(), data)).isEqualTo(Map.of("spike1", 2.5f));
    }

    private static Map<String, Float> measured(Network ann, Weights weights, Encoder encoder, Dataset data)
            throws IOException {
        Converted spiking = new ReluToSpike(new Lif(), encoder, 4).apply(ann, weights, data);
        return new BalanceThresholds(1, 1, 1, 200).measure(spiking.network(), spiking.weights(), data);
    }

    private static float measuredFirst(Converted spiking, Dataset data, float quantile) throws IOException {
        return new BalanceThresholds(quantile, 1, 2, 5)
                .measure(spiking.network(), spiking.weights(), data)
                .get("spike1");
    }

    private static Converted spiking() {
        return new ReluToSpike(new Lif(), new Direct(), 4).apply(ANN, WEIGHTS, Samples.of(new float[] {1, 1}));
    }

    private static float threshold(Network network, String node) {
        return network.node(node).layer() instanceof Layer.Spike(Neuron.Firing neuron) ? neuron.threshold() : Float.NaN;
    }
}

package org.spikestill.lab.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikestill.data.DataSource;
import org.spikestill.data.Dataset;
import org.spikestill.lab.torch.NeuronPath;
import org.spikestill.lab.torch.TorchNetwork;
import org.spikestill.model.Block;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Parameter;
import org.spikestill.model.Scaling;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.encode.Encoder;
import org.spikestill.model.encode.FixedPoint;
import org.spikestill.model.encode.Poisson;
import org.spikestill.model.neuron.Integrator;
import org.spikestill.model.neuron.Lif;
import org.spikestill.report.result.Evaluation;
import org.spikestill.runtime.Engine;
import org.spikestill.runtime.WeightType;

/// Synaptic operations and membrane updates counted by the trainer against those of the engine, on weights whose sums are exact in any order. A third of the
/// weights is 0; strides, padding and pooling are in the way.
class WorkCountsTest {
    private static final int TICKS = 5;
    private static final float STEP = 1f / 16;

    static List<Encoder> encoders() {
        return List.of(new Poisson(), new FixedPoint(), new Direct());
    }

    @ParameterizedTest
    @MethodSource("encoders")
    void trainerAndEngineCountTheSame(Encoder encoder) throws IOException {
        Network network = new Network(
                Shape.of(1, 12, 12),
                Scaling.none(1),
                encoder,
                TICKS,
                List.of(
                        node("conv1", Layer.Conv2d.same(4, 3, true), "input"),
                        node("spike1", new Layer.Spike(new Lif()), "conv1"),
                        node("pool1", new Layer.AveragePool2d(2), "spike1"),
                        node("conv2", new Layer.Conv2d(5, 3, 2, 1, false), "pool1"),
                        node("spike2", new Layer.Spike(new Lif()), "conv2"),
                        node("flatten", new Layer.Flatten(), "spike2"),
                        node("fc1", new Layer.Linear(10, true), "flatten"),
                        node("readout", new Layer.Spike(new Integrator()), "fc1")));
        Weights weights = weights(network);
        try (Dataset data = digits();
                Engine engine = Engine.traced(network, weights, WeightType.FP32);
                TorchNetwork torch = new TorchNetwork(network, weights);
                TorchNetwork reference = new TorchNetwork(network, weights, NeuronPath.REFERENCE)) {
            Evaluation deployed = EngineEvaluator.counting(engine).evaluate(data, Evaluator.Listener.silent());
            Evaluation trained = TorchEvaluator.counting(torch).evaluate(data, Evaluator.Listener.silent());

            assertThat(trained.layers()).isEqualTo(deployed.layers());
            assertThat(trained.work()).isEqualTo(deployed.work());
            mustUpdateAlike(trained, deployed, encoder);
            mustUpdateAlike(
                    TorchEvaluator.counting(reference).evaluate(data, Evaluator.Listener.silent()), deployed, encoder);
            mustBePartOfAllSteps(deployed);
            assertThat(trained.work()).extracting(Evaluation.LayerWork::name).containsExactly("conv1", "conv2", "fc1");
            assertThat(trained.work().get(1).multiplyAdds()).as("pooled spikes").isPositive();
            assertThat(trained.work().get(2).adds()).as("spikes").isPositive();
            assertThat(new TorchEvaluator(torch)
                            .evaluate(data, Evaluator.Listener.silent())
                            .work())
                    .isEmpty();
        }
    }

    /// Sums of grey values are rounded, in an order of each implementation's own: a current that cancels to 0 in the one may leave a
    /// rounding error in the other, which then counts as a change. All other sums are exact.
    private static void mustUpdateAlike(Evaluation trained, Evaluation deployed, Encoder encoder) {
        if (!(encoder instanceof Direct)) {
            assertThat(trained.updates()).isEqualTo(deployed.updates());
        }
        for (int i = 0; i < deployed.updates().size(); i++) {
            long wanted = deployed.updates().get(i).updates();
            assertThat(trained.updates().get(i).updates()).isCloseTo(wanted, withinPercentage(0.1));
        }
    }

    /// Some membranes rest in some steps: otherwise the counts would agree whatever was counted.
    private static void mustBePartOfAllSteps(Evaluation counted) {
        assertThat(counted.updates()).hasSameSizeAs(counted.layers());
        for (int i = 0; i < counted.layers().size(); i++) {
            long neurons = counted.layers().get(i).neurons();
            assertThat(counted.updates().get(i).updates())
                    .isBetween(neurons * counted.samples() + 1, neurons * counted.samples() * TICKS - 1);
        }
    }

    private static Dataset digits() throws IOException {
        return DataSource.catalog()
                .parse("strokes:train=10,test=30,size=12")
                .open(Optional.empty())
                .test();
    }

    private static Node node(String name, Layer layer, String input) {
        return new Node(name, layer, List.of(input));
    }

    private static Weights weights(Network network) {
        Random random = new Random(81);
        Map<String, Block> blocks = new LinkedHashMap<>();
        for (Parameter parameter : network.parameters()) {
            float[] values = new float[parameter.shape().elements()];
            for (int i = 0; i < values.length; i++) {
                values[i] = i % 3 == 0 ? 0 : STEP * (random.nextInt(17) - 6);
            }
            blocks.put(parameter.name(), Block.of(parameter.shape(), values));
        }
        return new Weights(blocks);
    }
}

package org.spikestill.lab.measure;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.spikestill.model.encode.Poisson;
import org.spikestill.model.neuron.Integrator;
import org.spikestill.model.neuron.Lif;
import org.spikestill.report.result.Evaluation;
import org.spikestill.runtime.Engine;

/// Synaptic operations counted by the trainer against those of the engine, on weights whose sums are exact in any order. A third of the
/// weights is 0; strides, padding and pooling are in the way.
class WorkCountsTest {
    private static final int TICKS = 5;
    private static final float STEP = 1f / 16;

    static List<Encoder> encoders() {
        return List.of(new Poisson(), new Direct());
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
                Engine engine = Engine.of(network, weights);
                TorchNetwork torch = new TorchNetwork(network, weights)) {
            Evaluation deployed = new EngineEvaluator(engine).evaluate(data, Evaluator.Listener.silent());
            Evaluation trained = TorchEvaluator.counting(torch).evaluate(data, Evaluator.Listener.silent());

            assertThat(trained.layers()).isEqualTo(deployed.layers());
            assertThat(trained.work()).isEqualTo(deployed.work());
            assertThat(trained.work()).extracting(Evaluation.LayerWork::name).containsExactly("conv1", "conv2", "fc1");
            assertThat(trained.work().get(1).multiplyAdds()).as("pooled spikes").isPositive();
            assertThat(trained.work().get(2).adds()).as("spikes").isPositive();
            assertThat(new TorchEvaluator(torch)
                            .evaluate(data, Evaluator.Listener.silent())
                            .work())
                    .isEmpty();
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

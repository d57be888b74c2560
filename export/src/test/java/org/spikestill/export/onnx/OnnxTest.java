package org.spikestill.export.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.spikestill.export.Samples;
import org.spikestill.model.Block;
import org.spikestill.model.Layer;
import org.spikestill.model.Shape;
import org.spikestill.model.encode.FixedPoint;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.neuron.CubaLif;
import org.spikestill.model.neuron.LeakyIntegrator;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Order;
import org.spikestill.model.neuron.Reset;
import org.spikestill.runtime.Prediction;

/// Graphs run by ONNX Runtime, all samples in one batch.
class OnnxTest {
    private static final int SAMPLES = 40;

    @TempDir
    private Path folder;

    static Stream<Arguments> networks() {
        ModelFile soft = Samples.convolutional(1, Reset.Target.SUBTRACT, 41);
        return Stream.of(
                Arguments.of("soft reset", soft),
                Arguments.of("leak, hard reset", Samples.convolutional(0.9f, Reset.Target.ZERO, 42)),
                Arguments.of("residual", Samples.residual(43)),
                Arguments.of(
                        "initial membranes",
                        new ModelFile(
                                soft.network(),
                                soft.weights().with("spike1.v", Block.filled(Shape.of(6, 8, 8), 0.4f)),
                                soft.provenance())),
                Arguments.of("other neurons", others()),
                Arguments.of(
                        "fixed-point inputs",
                        new ModelFile(
                                soft.network().withEncoder(new FixedPoint(2)), soft.weights(), soft.provenance())));
    }

    private static ModelFile others() {
        Lif usual = new Lif();
        Lif late = new Lif(0.8f, 0.6f, new Reset(), Order.FIRE_FIRST, usual.surrogate());
        return Samples.model(
                Shape.of(9),
                List.of(
                        Samples.node("fc1", new Layer.Linear(30, true), "input"),
                        Samples.node("a", new Layer.Spike(new CubaLif(0.7f, 0.6f, 0.9f, usual.surrogate())), "fc1"),
                        Samples.node("fc2", new Layer.Linear(30, false), "a"),
                        Samples.node("b", new Layer.Spike(late), "fc2"),
                        Samples.node("fc3", new Layer.Linear(4, true), "b"),
                        Samples.node("out", new Layer.Spike(new LeakyIntegrator(0.7f)), "fc3")),
                44);
    }

    /// Sums run in another order: a spike at the edge of the threshold may differ, which moves a logit by a weight.
    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void aSpikingNetworkOverAllItsStepsPredictsAsTheEngine(String name, ModelFile model) throws Exception {
        List<float[]> samples = Samples.inputs(model.network().input(), SAMPLES, 45);
        float[][] theirs = run(model, samples);
        List<Prediction> ours = Samples.run(model.network(), model.weights(), samples);

        int close = 0;
        for (int i = 0; i < SAMPLES; i++) {
            assertThat(largest(theirs[i]))
                    .as("sample " + i)
                    .isEqualTo(ours.get(i).predicted());
            close += isClose(theirs[i], ours.get(i).logits()) ? 1 : 0;
        }
        assertThat(close).as("samples with the same logits").isGreaterThanOrEqualTo(SAMPLES - 1);
    }

    private static boolean isClose(float[] one, float[] two) {
        for (int i = 0; i < one.length; i++) {
            if (Math.abs(one[i] - two[i]) > 1e-4) {
                return false;
            }
        }
        return true;
    }

    private static int largest(float[] values) {
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = values[i] > values[best] ? i : best;
        }
        return best;
    }

    private float[][] run(ModelFile model, List<float[]> samples) throws Exception {
        Path file = folder.resolve("model.onnx");
        new Onnx().write(model, file);
        int elements = model.network().input().elements();
        FloatBuffer data = FloatBuffer.allocate(samples.size() * elements);
        samples.forEach(data::put);
        long[] shape = LongStream.concat(
                        LongStream.of(samples.size()),
                        model.network().input().sizes().stream().mapToLong(Integer::longValue))
                .toArray();
        OrtEnvironment environment = OrtEnvironment.getEnvironment();
        try (OrtSession session = environment.createSession(file.toString());
                OnnxTensor tensor = OnnxTensor.createTensor(environment, data.flip(), shape);
                OrtSession.Result result = session.run(Map.of("sample", tensor))) {
            return (float[][]) result.get("logits").orElseThrow().getValue();
        }
    }

    /// Layers that only artificial networks have, against their equations.
    @Test
    void anArtificialNetworkComputesItsEquations() throws Exception {
        ModelFile model = Samples.model(
                Shape.of(3),
                List.of(
                        Samples.node("fc", new Layer.Linear(3, false), "input"),
                        Samples.node("norm", new Layer.BatchNorm(0.5f), "fc"),
                        Samples.node("relu", new Layer.Activation(Layer.Curve.RELU), "norm"),
                        Samples.node("clip", new Layer.QuantisedClip(4, 8), "relu"),
                        Samples.node("join", new Layer.Concat(), "relu", "clip")),
                46);
        var weights = model.weights()
                .with("fc.weight", Block.of(Shape.of(3, 3), 1, 0, 0, 0, 1, 0, 0, 0, 1))
                .with("norm.weight", Block.of(Shape.of(3), 2, 2, 2))
                .with("norm.bias", Block.of(Shape.of(3), 1, 1, 1))
                .with("norm.running_mean", Block.of(Shape.of(3), 0, 0, 0))
                .with("norm.running_var", Block.of(Shape.of(3), 0.5f, 0.5f, 0.5f))
                .with("clip.threshold", Block.of(Shape.of(1), 2f));
        var network = model.network().withTicks(1);

        // samples 0.25, 0.75, 1 are scaled to −0.5, 0.5, 1; normalised to 0, 2, 3; clipped in steps of 1/2 up to 2
        float[][] out =
                run(new ModelFile(network, weights, model.provenance()), List.of(new float[] {0.25f, 0.75f, 1}));
        float[] wanted = {0, 2, 3, 0, 2, 2};
        for (int i = 0; i < wanted.length; i++) {
            assertThat(out[0][i]).isCloseTo(wanted[i], within(1e-5f));
        }
    }
}

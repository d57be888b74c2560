package org.spikestill.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.spikestill.model.Block;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Parameter;
import org.spikestill.model.Scaling;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.neuron.Integrator;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Reset;
import org.spikestill.model.settings.Provenance;
import org.spikestill.runtime.Engine;
import org.spikestill.runtime.Prediction;
import org.spikestill.runtime.Session;

/// Small random networks and samples, and what the engine makes of them.
public final class Samples {
    public static final int TICKS = 6;

    private Samples() {}

    public static Lif neuron(float leak, Reset.Target reset) {
        Lif usual = new Lif();
        return new Lif(leak, 0.75f, new Reset(reset, true), usual.order(), usual.surrogate());
    }

    /// Two convolutions, the second with stride, an average pooling, two linear layers and a read-out, for `[2, 8, 8]`.
    public static ModelFile convolutional(float leak, Reset.Target reset, long seed) {
        Lif lif = neuron(leak, reset);
        return model(
                Shape.of(2, 8, 8),
                List.of(
                        node("conv1", Layer.Conv2d.same(6, 3, true), "input"),
                        node("spike1", new Layer.Spike(lif), "conv1"),
                        node("pool1", new Layer.AveragePool2d(2), "spike1"),
                        node("conv2", new Layer.Conv2d(8, 3, 2, 1, false), "pool1"),
                        node("spike2", new Layer.Spike(lif), "conv2"),
                        node("flatten", new Layer.Flatten(), "spike2"),
                        node("fc1", new Layer.Linear(20, true), "flatten"),
                        node("spike3", new Layer.Spike(lif), "fc1"),
                        node("fc2", new Layer.Linear(10, true), "spike3"),
                        node("readout", new Layer.Spike(new Integrator()), "fc2")),
                seed);
    }

    /// A convolution whose spikes go through another one and around it.
    public static ModelFile residual(long seed) {
        Lif lif = neuron(1, Reset.Target.ZERO);
        return model(
                Shape.of(2, 6, 6),
                List.of(
                        node("conv1", Layer.Conv2d.same(4, 3, true), "input"),
                        node("spike1", new Layer.Spike(lif), "conv1"),
                        node("conv2", Layer.Conv2d.same(4, 3, true), "spike1"),
                        node("sum", new Layer.Add(), "conv2", "spike1"),
                        node("spike2", new Layer.Spike(lif), "sum"),
                        node("flatten", new Layer.Flatten(), "spike2"),
                        node("fc", new Layer.Linear(5, true), "flatten"),
                        node("readout", new Layer.Spike(new Integrator()), "fc")),
                seed);
    }

    public static Node node(String name, Layer layer, String... inputs) {
        return new Node(name, layer, List.of(inputs));
    }

    public static ModelFile model(Shape input, List<Node> nodes, long seed) {
        Network network = new Network(input, Scaling.symmetric(input.channels()), new Direct(), TICKS, nodes);
        Random random = new Random(seed);
        Map<String, Block> blocks = new LinkedHashMap<>();
        for (Parameter parameter : network.parameters()) {
            int in = parameter.shape().elements() / parameter.shape().channels();
            float[] values = new float[parameter.shape().elements()];
            for (int i = 0; i < values.length; i++) {
                boolean bias = parameter.kind() == Parameter.Kind.OFFSET;
                values[i] = (float) (random.nextGaussian() * (bias ? 0.1 : 1.6 / Math.sqrt(in)) + (bias ? 0.05 : 0));
            }
            blocks.put(parameter.name(), Block.of(parameter.shape(), values));
        }
        return new ModelFile(network, new Weights(blocks), new Provenance());
    }

    /// Raw values in [0, 1].
    public static List<float[]> inputs(Shape shape, int count, long seed) {
        Random random = new Random(seed);
        List<float[]> samples = new ArrayList<>();
        for (int sample = 0; sample < count; sample++) {
            float[] values = new float[shape.elements()];
            for (int i = 0; i < values.length; i++) {
                values[i] = random.nextFloat();
            }
            samples.add(values);
        }
        return samples;
    }

    /// Predictions of the engine, one per sample.
    public static List<Prediction> run(Network network, Weights weights, List<float[]> samples) {
        try (Engine engine = Engine.of(network, weights)) {
            Session session = engine.open();
            List<Prediction> predictions = new ArrayList<>();
            for (int i = 0; i < samples.size(); i++) {
                predictions.add(session.run(samples.get(i), i).copy());
            }
            return predictions;
        }
    }

    /// Spikes of every layer in every tick, and the logits' bits.
    public static List<String> trace(Network network, Weights weights, List<float[]> samples) {
        List<String> lines = new ArrayList<>();
        for (Prediction prediction : run(network, weights, samples)) {
            StringBuilder line = new StringBuilder();
            for (String layer : prediction.firingLayers()) {
                for (int tick = 0; tick < prediction.ticks(); tick++) {
                    line.append(prediction.spikes(layer, tick)).append(' ');
                }
            }
            for (float logit : prediction.logits()) {
                line.append(Float.toHexString(logit)).append(' ');
            }
            lines.add(line.toString());
        }
        return lines;
    }
}

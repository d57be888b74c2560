package org.spikestill.model.file;

import java.util.List;
import java.util.Map;
import org.spikestill.model.Block;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Scaling;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.encode.Poisson;
import org.spikestill.model.neuron.Integrator;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.model.settings.Hardware;
import org.spikestill.model.settings.Provenance;
import org.spikestill.model.settings.Settings;

/// The model in `golden-v1.safetensors`.
final class Fixtures {
    private Fixtures() {}

    static ModelFile golden() {
        return new ModelFile(network(), weights(), provenance());
    }

    static Network network() {
        return new Network(
                Shape.of(1, 4, 4),
                Scaling.symmetric(1),
                new Poisson(),
                8,
                List.of(
                        node("conv1", Layer.Conv2d.same(2, 3, true), "input"),
                        node(
                                "spike1",
                                new Layer.Spike(Neuron.catalog().parse("lif:leak=0.9,reset.target=zero")),
                                "conv1"),
                        node("pool1", new Layer.AveragePool2d(2), "spike1"),
                        node("flat", new Layer.Flatten(), "pool1"),
                        node("fc", new Layer.Linear(3, false), "flat"),
                        node("out", new Layer.Spike(new Integrator()), "fc")));
    }

    private static Network.Node node(String name, Layer layer, String input) {
        return new Network.Node(name, layer, List.of(input));
    }

    static Weights weights() {
        float[] kernel = new float[18];
        float[] matrix = new float[24];
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] = (i - 9) / 8f;
        }
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = 1f / (i + 1);
        }
        return new Weights(Map.of(
                "conv1.weight", Block.of(Shape.of(2, 1, 3, 3), kernel),
                "conv1.bias", Block.of(Shape.of(2), 0.25f, -0.5f),
                "spike1.v", Block.of(Shape.of(1), 0.5f),
                "fc.weight", Block.of(Shape.of(3, 8), matrix)));
    }

    static Provenance provenance() {
        return new Provenance(
                "spikestill 0.1.0",
                "distill",
                Settings.fromJson("{\"epochs\":2}", "settings"),
                7,
                "mnist",
                "c0ffee",
                List.of(),
                List.of("decaf"),
                "a JVM 25",
                "",
                new Hardware("a processor", 2),
                Map.of("accuracy", 0.93, "spikesPerSample", 12.5));
    }
}

package org.spikestill.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.spikestill.model.Block;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Network.Node;
import org.spikestill.model.Parameter;
import org.spikestill.model.Scaling;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.encode.Direct;
import org.spikestill.model.encode.FixedPoint;
import org.spikestill.model.encode.Poisson;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.neuron.Integrator;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Reset;
import org.spikestill.model.settings.Provenance;
import org.spikestill.model.settings.Seed;

/// Model files of small networks that nobody trained. Sums of their weights are exact in fp32 for inputs of 0 and 1:
/// whoever adds them, in whichever order, gets the same spikes.
final class Models {
    /// Spec of data that fits.
    static final String DATA = "strokes:train=10,test=30,size=12";

    static final Shape INPUT = Shape.of(1, 12, 12);
    static final int TICKS = 4;

    private static final float STEP = 1f / 16;

    private Models() {}

    /// conv 3×3, neurons, pooling, linear, read-out.
    static ModelFile spiking() {
        return model(new Network(
                INPUT,
                Scaling.none(1),
                new Poisson(),
                TICKS,
                List.of(
                        new Node("conv1", Layer.Conv2d.same(3, 3, false), List.of(Network.INPUT)),
                        new Node("spike1", new Layer.Spike(new Lif()), List.of("conv1")),
                        new Node("pool1", new Layer.AveragePool2d(2), List.of("spike1")),
                        new Node("flatten", new Layer.Flatten(), List.of("pool1")),
                        new Node("fc1", new Layer.Linear(10, false), List.of("flatten")),
                        new Node("readout", new Layer.Spike(new Integrator()), List.of("fc1")))));
    }

    /// Neurons on the pixels, a convolution with stride, neurons, linear, read-out: on the grid of every device.
    static ModelFile chip() {
        Lif usual = new Lif();
        Lif hard = new Lif(1, 1, new Reset(Reset.Target.ZERO, true), usual.order(), usual.surrogate());
        return model(new Network(
                INPUT,
                Scaling.none(1),
                new FixedPoint(),
                TICKS,
                List.of(
                        new Node("spike1", new Layer.Spike(hard), List.of(Network.INPUT)),
                        new Node("conv1", new Layer.Conv2d(3, 3, 2, 1, false), List.of("spike1")),
                        new Node("spike2", new Layer.Spike(hard), List.of("conv1")),
                        new Node("flatten", new Layer.Flatten(), List.of("spike2")),
                        new Node("fc1", new Layer.Linear(10, false), List.of("flatten")),
                        new Node("readout", new Layer.Spike(new Integrator()), List.of("fc1")))));
    }

    static ModelFile artificial() {
        return model(new Network(
                INPUT,
                Scaling.none(1),
                new Direct(),
                1,
                List.of(
                        new Node("flatten", new Layer.Flatten(), List.of(Network.INPUT)),
                        new Node("fc1", new Layer.Linear(10, true), List.of("flatten")),
                        new Node("relu1", new Layer.Activation(Layer.Curve.RELU), List.of("fc1")),
                        new Node("fc2", new Layer.Linear(10, true), List.of("relu1")))));
    }

    /// @return where it was written
    static Path write(ModelFile model, Path folder) {
        Path file = folder.resolve("model.safetensors");
        model.write(file);
        return file;
    }

    private static ModelFile model(Network network) {
        Map<String, Block> blocks = new LinkedHashMap<>();
        for (Parameter parameter : network.parameters()) {
            Seed seed = Seed.of(3).split(parameter.name());
            float[] values = new float[parameter.shape().elements()];
            for (int i = 0; i < values.length; i++) {
                values[i] = STEP * Math.floorMod(seed.at(i), 17) - STEP * 7; // 17 steps from −7/16 to 9/16
            }
            blocks.put(parameter.name(), Block.of(parameter.shape(), values));
        }
        return new ModelFile(network, new Weights(blocks), new Provenance());
    }
}

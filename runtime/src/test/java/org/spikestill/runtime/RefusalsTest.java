package org.spikestill.runtime;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.model.Block;
import org.spikestill.model.DType;
import org.spikestill.model.InvalidFile;
import org.spikestill.model.InvalidNetwork;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.Parameter;
import org.spikestill.model.Shape;
import org.spikestill.model.Weights;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.settings.Provenance;
import org.spikestill.model.settings.Seed;
import org.spikestill.model.settings.Settings;

class RefusalsTest {
    private static final Network ARTIFICIAL = Chain.of(2, 2, 2)
            .then("norm1", new Layer.BatchNorm())
            .then("relu1", new Layer.Activation(Layer.Curve.RELU))
            .then("clip1", new Layer.QuantisedClip(8, 8))
            .then("join1", new Layer.Concat(), "relu1", "clip1")
            .network(1);

    @Test
    void layersOfTheTrainerAreNamedWithThePassThatRemovesThem() {
        assertThatThrownBy(() -> Engine.of(ARTIFICIAL, weights(ARTIFICIAL)))
                .isInstanceOf(InvalidNetwork.class)
                .hasMessage(
                        "the engine does not run 'norm1' (BatchNorm, which the pass fold-batch-norm removes), 'relu1'"
                                + " (Activation, which the pass relu-to-spike removes), 'clip1' (QuantisedClip, which the"
                                + " pass clip-to-spike removes), 'join1' (Concat, which only teachers may have: choose an"
                                + " architecture without it): convert the network before deployment");
    }

    @Test
    void aFileWithSuchLayersIsNamedToo(@TempDir Path folder) {
        Path file = folder.resolve("teacher.safetensors");
        new ModelFile(ARTIFICIAL, weights(ARTIFICIAL), Provenance.of("train", Settings.write(Seed.of(1)), Seed.of(1)))
                .write(file);
        assertThatThrownBy(() -> Engine.load(file))
                .isInstanceOf(InvalidFile.class)
                .hasMessageStartingWith(file + ": the engine does not run 'norm1'");
    }

    @Test
    void currentsAreNoOutput() {
        Network network = Chain.of(2).then("fc", new Layer.Linear(2, false)).network(1);
        assertThatThrownBy(() -> Engine.of(network, weights(network)))
                .isInstanceOf(InvalidNetwork.class)
                .hasMessage("the output 'fc' is a Linear, but the last node must be a read-out:"
                        + " end the network with an integrator");
    }

    @Test
    void spikesAreNoOutput() {
        Network network = Chain.of(2).then("spike", Chain.fire(1)).network(1);
        assertThatThrownBy(() -> Engine.of(network, weights(network)))
                .isInstanceOf(InvalidNetwork.class)
                .hasMessage("the output 'spike' fires, but the last node must be a read-out:"
                        + " end the network with an integrator");
    }

    @Test
    void weightsOfAnotherNetworkAreRefused() {
        Network network = Chain.of(2).then("fc", new Layer.Linear(2, false)).readOut(1);
        assertThatThrownBy(() -> Engine.of(network, new Weights(Map.of("fc.weight", Block.of(Shape.of(1, 2), 1, 1)))))
                .isInstanceOf(InvalidNetwork.class)
                .hasMessage("'fc.weight' has shape [1, 2], the network needs [2, 2]");
    }

    @Test
    void weightsOfAnotherTypeAreRefused() {
        Network network = Chain.of(2).then("fc", new Layer.Linear(2, false)).readOut(1);
        Block bytes = new Block(DType.I8, Shape.of(2, 2), MemorySegment.ofArray(new byte[4]));
        assertThatThrownBy(() -> Engine.of(network, new Weights(Map.of("fc.weight", bytes))))
                .isInstanceOf(InvalidNetwork.class)
                .hasMessage("'fc.weight' holds I8, the engine runs F32: write the weights as F32, F16, BF16 or F64");
    }

    @Test
    void aStateThatIsNotANumberIsRefused() {
        Network network = Chain.of(2).readOut(1);
        Weights weights = new Weights(Map.of("out.v", Block.of(Shape.of(2), 1, Float.NaN)));
        assertThatThrownBy(() -> Engine.of(network, weights))
                .isInstanceOf(InvalidNetwork.class)
                .hasMessage("'out.v' holds NaN at [1]: every weight must be a finite number, train or fetch the"
                        + " network again");
    }

    private static Weights weights(Network network) {
        Weights drawn = RandomNetwork.dyadic(network, new Chance(1));
        for (Parameter parameter : network.parameters()) {
            if (parameter.name().endsWith(".running_var")) {
                drawn = drawn.with(parameter.name(), Block.filled(parameter.shape(), 1));
            }
        }
        return drawn;
    }
}

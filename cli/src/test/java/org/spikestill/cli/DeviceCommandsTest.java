package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.model.Block;
import org.spikestill.model.Network;
import org.spikestill.model.Parameter;
import org.spikestill.model.Weights;
import org.spikestill.model.architecture.Architecture.Form;
import org.spikestill.model.architecture.ChipNet;
import org.spikestill.model.encode.FixedPoint;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.neuron.Lif;
import org.spikestill.model.neuron.Neuron;
import org.spikestill.model.settings.Provenance;
import org.spikestill.model.settings.Seed;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

class DeviceCommandsTest {
    @TempDir
    private Path folder;

    private Path model(String neuron) {
        return write(new ChipNet(List.of(4, 6), List.of(2, 2), 3, List.of())
                .spiking(
                        Models.INPUT,
                        10,
                        Form.student(0),
                        (Neuron.Firing) Neuron.catalog().parse(neuron),
                        new FixedPoint(7),
                        6));
    }

    /// Even multiples of 1/256.
    private Path write(Network network) {
        Map<String, Block> blocks = new LinkedHashMap<>();
        for (Parameter each : network.parameters()) {
            float[] values = Seed.of(3).split(each.name()).normals(each.shape().elements());
            for (int i = 0; i < values.length; i++) {
                values[i] = Math.round(20 * values[i]) / 128f;
            }
            blocks.put(each.name(), Block.of(each.shape(), values));
        }
        Provenance provenance = Provenance.of("student", JsonNodeFactory.instance.objectNode(), Seed.of(3));
        return Models.write(new ModelFile(network, new Weights(blocks), provenance), folder);
    }

    private static JsonNode evaluated(Path model, String... options) {
        List<Object> arguments = new ArrayList<>(List.of("evaluate", model, "--data", Models.DATA, "--json"));
        arguments.addAll(List.of(options));
        return Outcome.of(arguments.toArray()).json();
    }

    /// Trainer, float engine and integers: the same accuracy at every step, the same spikes of every layer, the same loss of
    /// the logits.
    @Test
    void theEmulationIsTheTrainedNetwork() {
        Path model = model("lif:reset.target=zero");
        JsonNode trainer = evaluated(model, "--engine", "torch");
        for (String device : List.of("loihi", "integer-lif")) {
            JsonNode emulated = evaluated(model, "--device", device);
            assertThat(emulated.get("accuracyByTick")).isEqualTo(trainer.get("accuracyByTick"));
            assertThat(emulated.get("layers")).isEqualTo(trainer.get("layers"));
            assertThat(emulated.get("engine").stringValue()).isEqualTo(device);
        }
        assertThat(trainer.get("spikesPerSample").doubleValue()).isGreaterThan(50);
    }

    @Test
    void softResetsRunOnTheGenericDeviceOnly() {
        Path model = model("lif");
        assertThat(evaluated(model, "--device", "integer-lif").get("layers"))
                .isEqualTo(evaluated(model, "--engine", "torch").get("layers"));
        Outcome refused = Outcome.of("evaluate", model, "--data", Models.DATA, "--device", "loihi");
        assertThat(refused.exit()).isEqualTo(ExitCode.BAD_FILE.code());
        assertThat(refused.err())
                .contains(
                        "Loihi does not run 'spike1', which resets by subtraction, and the chip to zero only: train it"
                                + " with lif:reset.target=zero");
    }

    @Test
    void aSmallNetworkFitsAndALargeOneDoesNot() {
        JsonNode small =
                Outcome.of("fit", model("lif"), "--device", "loihi", "--json").json();
        assertThat(small.get("fits").booleanValue()).isTrue();
        assertThat(small.get("compartments").intValue()).isEqualTo(144 + 4 * 36 + 6 * 9 + 10);
        Path large = write(new ChipNet(List.of(1024), List.of(1), 3, List.of())
                .spiking(Models.INPUT, 10, Form.student(0), new Lif(), new FixedPoint(7), 6));
        Outcome refused = Outcome.of("fit", large, "--device", "loihi");
        assertThat(refused.exit()).isEqualTo(ExitCode.CHECK_FAILED.code());
        assertThat(refused.out()).contains("does not fit Loihi", "would help: ");
    }
}

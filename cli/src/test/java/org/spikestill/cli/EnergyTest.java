package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.model.settings.Settings;
import tools.jackson.databind.JsonNode;

class EnergyTest {
    @TempDir
    private Path folder;

    @Test
    void countsAndPricesAreShownBesideArtificialNetworks() {
        Path model = folder.resolve("model.safetensors");
        Models.spiking().write(model);
        Path teacher = folder.resolve("teacher.safetensors");
        Models.artificial().write(teacher);
        String text = Outcome.of("energy", model.toString(), "--data", Models.DATA, "--teacher", teacher.toString())
                .done();

        assertThat(text)
                .contains(
                        "T = 4 time steps", "artificial network of its shape", "the same in 8 bits", "teacher teacher")
                .contains("left out of every figure: routing, static power, input and output", "Horowitz, ISSCC 2014");
    }

    /// conv1 3×3 over 12×12 with padding: (3·12 − 2)² positions, 3 channels; fc1 3·6·6 inputs, 10 outputs.
    @Test
    void denseWorkOfTheArtificialNetworkIsExact() {
        Path model = folder.resolve("model.safetensors");
        Models.spiking().write(model);
        String text = Outcome.of("energy", model.toString(), "--data", Models.DATA, "--json", "--prices", "loihi1")
                .done();
        JsonNode json = Settings.fromJson(text, "energy");

        JsonNode ann = json.get("rows").get(2).get("computation").get("terms").get(0);
        JsonNode population = json.get("counts").get("populations").get(0);
        long samples = json.get("counts").get("samples").asLong();
        long neurons = population.get("neurons").asLong();
        assertThat(population.get("updates").asLong())
                .as("membranes that change")
                .isBetween(samples * neurons, samples * neurons * 4);
        assertThat(ann.get("count").asDouble()).isEqualTo(34 * 34 * 3 + 1080);
        assertThat(json.get("prices").get("grade").asString()).isEqualTo("simulated");
    }

    @Test
    void anUnknownTableIsMisuse() {
        Path model = folder.resolve("model.safetensors");
        Models.spiking().write(model);
        Outcome outcome = Outcome.of("energy", model.toString(), "--data", Models.DATA, "--prices", "3nm");

        assertThat(outcome.exit()).isEqualTo(ExitCode.MISUSE.code());
        assertThat(outcome.err()).contains("there is no price table '3nm'").hasLineCount(1);
    }
}

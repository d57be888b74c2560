package org.spikestill.studies.binary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.spikestill.lab.experiment.ExperimentRun;
import org.spikestill.lab.experiment.RunFolder;
import org.spikestill.lab.experiment.Store;
import org.spikestill.model.Layer;
import org.spikestill.model.Network;
import org.spikestill.model.file.ModelFile;
import org.spikestill.studies.Studies;

@EnabledIfEnvironmentVariable(named = "SPIKESTILL_DATA", matches = ".+")
class BinaryActivationTest {
    @TempDir
    private Path folder;

    private static BinaryActivation small(Integration integration, String... more) {
        return Studies.with(
                new BinaryActivation(),
                Studies.join(
                        more,
                        "data=digits",
                        "integration=" + integration.name().toLowerCase(Locale.ROOT),
                        "ticks=4",
                        "architecture=mlp:hidden=[64]",
                        "training-epochs=10",
                        "training-batch=20",
                        "training-optimizer=adam:learningRate=0.003",
                        "training-dropout=0",
                        "validation-share=0.2"));
    }

    /// Chance is 0.1.
    @ParameterizedTest
    @EnumSource(Integration.class)
    void digitsAreLearnedAndTheEngineAgrees(Integration integration) throws IOException {
        Path place = folder.resolve("run");
        String text = Studies.run(small(integration, "read-out=membrane", "training-epochs=30"), place);
        assertThat(text).contains("0 of 1797 predictions differ from the trainer's");
        var summary = Studies.summary(place);
        assertThat(summary.get("accuracy").asDouble()).isGreaterThan(0.7);
        assertThat(summary.get("multiplyAddsPerSample").asDouble()).isZero();
        assertThat(Files.readString(place.resolve(ExperimentRun.REPORT))).contains("Rounded weights", "Operations");
    }

    /// A run without its last steps, as a kill leaves it.
    @ParameterizedTest
    @EnumSource(value = Integration.class, names = "CONTINUOUS")
    void aRunThatGoesOnEndsInTheSameBytes(Integration integration) throws IOException {
        Path place = folder.resolve("run");
        BinaryActivation experiment = small(integration, "baseline=true");
        Studies.run(experiment, place);
        byte[] before = Files.readAllBytes(place.resolve("network.safetensors"));
        Files.delete(place.resolve("steps/network.json"));
        Files.delete(place.resolve("network.safetensors"));
        Files.delete(place.resolve("steps/parity.json"));
        Studies.resume(place);
        assertThat(Files.readAllBytes(place.resolve("network.safetensors"))).isEqualTo(before);
        Store store = RunFolder.storeOf(place);
        assertThat(store.entry("baseline")).isPresent();
    }

    @ParameterizedTest
    @EnumSource(value = Integration.class, names = "DISCONTINUOUS")
    void convolutionsPoolTheLargestCurrentInFrontOfTheNeuron(Integration integration) throws IOException {
        Path place = folder.resolve("run");
        Studies.run(
                Studies.with(
                        small(integration), "architecture=convnet:channels=[4,8],hidden=[16]", "training-epochs=1"),
                place);
        Network network = ModelFile.read(place.resolve("network.safetensors")).network();
        assertThat(network.nodes()).noneMatch(node -> node.layer() instanceof Layer.AveragePool2d);
        Network.Node pool = network.nodes().stream()
                .filter(node -> node.layer() instanceof Layer.MaxPool2d)
                .findFirst()
                .orElseThrow();
        assertThat(network.readers(pool.name()).getFirst().layer()).isInstanceOf(Layer.Spike.class);
    }
}

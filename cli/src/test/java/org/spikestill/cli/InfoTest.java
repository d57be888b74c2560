package org.spikestill.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.spikestill.lab.distill.DistillSettings;
import org.spikestill.model.Weights;
import org.spikestill.model.file.ModelFile;
import org.spikestill.model.settings.Provenance;
import org.spikestill.model.settings.Seed;
import org.spikestill.model.settings.Settings;
import tools.jackson.databind.JsonNode;

class InfoTest {
    @TempDir
    private Path folder;

    private Path model() {
        ModelFile bare = Models.spiking();
        Weights weights = bare.weights();
        Provenance provenance = Provenance.of("student", Settings.write(new DistillSettings()), Seed.of(5))
                .withDataset("strokes", "abc")
                .withParent("def")
                .withFigure("validation accuracy", 0.5);
        return Models.write(new ModelFile(bare.network(), weights, provenance), folder);
    }

    @Test
    void theObjectNamesEveryLayerWithShapeParametersAndNeurons() {
        Path model = model();
        JsonNode json = Outcome.of("info", model, "--json").json();

        assertThat(json.get("modelDigest").stringValue()).isEqualTo(ModelFile.digest(model));
        assertThat(json.get("input").toString()).isEqualTo("[1,12,12]");
        assertThat(json.get("classes").intValue()).isEqualTo(10);
        assertThat(json.get("ticks").intValue()).isEqualTo(Models.TICKS);
        assertThat(json.at("/encoder/type").stringValue()).isEqualTo("poisson");
        assertThat(json.get("parameters").intValue()).isEqualTo(3 * 9 + 10 * 3 * 6 * 6);
        assertThat(json.get("neurons").intValue()).isEqualTo(3 * 12 * 12 + 10);
        assertThat(json.get("layers")).hasSize(6);
        JsonNode conv = json.at("/layers/0");
        assertThat(conv.get("name").stringValue()).isEqualTo("conv1");
        assertThat(conv.get("settings").toString())
                .isEqualTo(
                        "{\"type\":\"conv2d\",\"channels\":3,\"kernel\":3,\"stride\":1,\"padding\":1,\"bias\":false}");
        assertThat(conv.get("inputs").toString()).isEqualTo("[\"input\"]");
        assertThat(conv.get("shape").toString()).isEqualTo("[3,12,12]");
        assertThat(conv.get("parameters").intValue()).isEqualTo(27);
        JsonNode spike = json.at("/layers/1");
        assertThat(spike.get("neurons").intValue()).isEqualTo(432);
        assertThat(spike.at("/settings/neuron/threshold").doubleValue()).isEqualTo(1);
        assertThat(json.at("/provenance/settings/student/ticks").intValue()).isEqualTo(8);
        assertThat(json.at("/provenance/dataset").stringValue()).isEqualTo("strokes");
    }

    @Test
    void theTextIsAsCommitted() {
        Path model = model();
        String text = Outcome.of("info", model).done();

        assertThat(text)
                .startsWith(model + ": [1, 12, 12] to 10 classes, 4 ticks, 1,107 parameters, 442 neurons\n\n"
                        + """
                        layer    settings                                                  output       parameters  neurons
                        conv1    conv2d channels=3 kernel=3 stride=1 padding=1 bias=false  [3, 12, 12]          27
                        spike1   spike neuron=lif                                          [3, 12, 12]                  432
                        pool1    average-pool2d size=2                                     [3, 6, 6]
                        flatten  flatten                                                   [108]
                        fc1      linear outputs=10 bias=false                              [10]              1,080
                        readout  spike neuron=integrator                                   [10]                          10

                        population  neuron
                        """
                        + "spike1      lif leak=1.0 threshold=1.0 reset.target=subtract reset.detached=true"
                        + " order=charge-first surrogate=triangle surrogate.gamma=0.3\n"
                        + """
                        readout     integrator

                        input
                        encoder  poisson signed=true
                        scaling  mean=[0.0] deviation=[1.0]

                        setting
                        """);
        assertThat(text.lines())
                .contains("data             strokes train=8000 test=2000 size=28 seed=1")
                .contains("dataset        strokes")
                .contains("digest         " + ModelFile.digest(model));
    }

    @Test
    void aNetworkThatNobodyTrainedHasNoSettingsToTell() {
        Path model = Models.write(Models.artificial(), folder);

        assertThat(Outcome.of("info", model).done()).doesNotContain("setting\n").doesNotContain("population");
    }
}
